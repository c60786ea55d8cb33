package dev.slipway.disk.iso;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives the entries of one directory the names that its hierarchy can record, each its own. */
final class IsoNames {
  private final Kind kind;
  private final Set<String> taken = new HashSet<>();

  /** The last number that each shortened name got. */
  private final Map<String, Integer> numbers = new HashMap<>();

  IsoNames(Kind kind) {
    this.kind = kind;
  }

  /** What a hierarchy's names are made of. */
  enum Kind {
    /** ISO 9660 level 2: capital letters, digits and underscores, 31 with the dot (7.5). */
    PRIMARY(31, 8, StandardCharsets.US_ASCII) {
      @Override
      int allowed(int unit) {
        int upper = unit < 0x80 ? Character.toUpperCase(unit) : unit;
        boolean right = (upper >= 'A' && upper <= 'Z') || (upper >= '0' && upper <= '9');
        return right ? upper : '_';
      }
    },
    /** Joliet: UTF-16 but for a few signs, 64 units. */
    JOLIET(64, 16, StandardCharsets.UTF_16BE) {
      @Override
      int allowed(int unit) {
        return unit < 0x20 || "*/:;?\\".indexOf(unit) >= 0 ? '_' : unit;
      }
    };

    private final int maxLength;
    private final int maxExtension;
    private final Charset charset;

    Kind(int maxLength, int maxExtension, Charset charset) {
      this.maxLength = maxLength;
      this.maxExtension = maxExtension;
      this.charset = charset;
    }

    /** A UTF-16 unit as the hierarchy has it. */
    abstract int allowed(int unit);

    private String clean(String part) {
      var clean = new StringBuilder();
      part.chars().forEach(unit -> clean.append((char) allowed(unit)));
      return clean.toString();
    }

    /** The bytes of a name; files have a version in the primary hierarchy. */
    byte[] encode(String name, boolean isDirectory) {
      return (isDirectory || this == JOLIET ? name : name + ";1").getBytes(charset);
    }
  }

  /** The name to record, without a version. */
  String record(String name, boolean isDirectory) {
    int dot = name.lastIndexOf('.');
    boolean hasExtension = !isDirectory && dot > 0;
    String base = kind.clean(hasExtension ? name.substring(0, dot) : name);
    String extension = hasExtension ? kind.clean(name.substring(dot + 1)) : "";
    extension = cut(extension, kind.maxExtension);
    boolean alwaysDot = kind == Kind.PRIMARY && !isDirectory;
    if (hasExtension || alwaysDot) {
      extension = "." + extension;
    }
    int room = kind.maxLength - extension.length();
    String whole = cut(base, room) + extension;
    if (taken.add(whole)) {
      return whole;
    }
    while (true) {
      String number = "" + numbers.merge(whole, 1, Integer::sum);
      String candidate = cut(base, room - number.length()) + number + extension;
      if (taken.add(candidate)) {
        return candidate;
      }
    }
  }

  /** The first units, but never half of a pair. */
  private static String cut(String part, int length) {
    if (part.length() <= length) {
      return part;
    }
    boolean splits = Character.isHighSurrogate(part.charAt(length - 1));
    return part.substring(0, splits ? length - 1 : length);
  }
}
