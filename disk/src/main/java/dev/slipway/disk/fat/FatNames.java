package dev.slipway.disk.fat;

import dev.slipway.disk.DiskException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Gives the files of one directory their short names, each its own. */
final class FatNames {
  private static final int MAX_LONG = 255;
  private static final int BASE = 8;
  private static final int EXTENSION = 3;
  private static final String NEVER = "\"*/:<>?\\|";
  private static final String SHORT_SIGNS = "!#$%&'()-@^_`{}~";

  private final Set<String> taken = new HashSet<>();
  private final Map<String, FatName> names = new HashMap<>();

  /** The last number that each short name got, so that thousands of like names stay quick. */
  private final Map<Parts, Integer> numbers = new HashMap<>();

  private FatNames() {}

  /**
   * Names a directory's files.
   *
   * @param path the directory's, for errors
   * @param given the files' names, in order
   * @throws DiskException for names that FAT cannot hold, or that differ in case only
   */
  static Map<String, FatName> of(String path, Collection<String> given) throws DiskException {
    Map<String, String> folded = new HashMap<>();
    for (String name : given) {
      check(path, name);
      String other = folded.put(name.toUpperCase(Locale.ROOT), name);
      if (other != null) {
        throw new DiskException(
            "%s: '%s' and '%s' are one name to FAT, which does not tell case"
                .formatted(path, other, name));
      }
    }
    var result = new FatNames();
    result.takeFitting(given);
    result.makeShorter(given);
    return result.names;
  }

  private static void check(String path, String name) throws DiskException {
    boolean wrong =
        name.chars().anyMatch(c -> c < 0x20 || c == 0x7F || NEVER.indexOf(c) >= 0)
            || name.endsWith(".")
            || name.endsWith(" ")
            || name.startsWith(" ");
    if (wrong) {
      throw new DiskException(
          "%s: FAT cannot hold the name '%s': no %s, control characters, or spaces and dots at its ends"
              .formatted(path, name, NEVER));
    }
    if (name.length() > MAX_LONG) {
      throw new DiskException(
          "%s: the name '%s' has %d UTF-16 units; FAT holds %d"
              .formatted(path, name, name.length(), MAX_LONG));
    }
  }

  /** Names that are short names but for their case go first: nothing else may take theirs. */
  private void takeFitting(Collection<String> given) {
    for (String name : given) {
      String upper = name.toUpperCase(Locale.ROOT);
      Parts parts = Parts.of(upper);
      if (parts.isShort() && parts.joined().equals(upper)) {
        taken.add(upper);
        names.put(name, new FatName(upper.equals(name) ? "" : name, parts.packed()));
      }
    }
  }

  private void makeShorter(Collection<String> given) {
    for (String name : given) {
      if (!names.containsKey(name)) {
        names.put(name, new FatName(name, alias(Parts.of(name)).packed()));
      }
    }
  }

  /** The first of BASE~1.EXT, BASE~2.EXT and so on that is still free. */
  private Parts alias(Parts parts) {
    String extension = cut(clean(parts.extension()), EXTENSION);
    var whole = new Parts(cut(clean(parts.base()), BASE), extension);
    while (true) {
      String tail = "~" + numbers.merge(whole, 1, Integer::sum);
      var candidate = new Parts(cut(whole.base(), BASE - tail.length()) + tail, extension);
      if (taken.add(candidate.joined())) {
        return candidate;
      }
    }
  }

  private static String clean(String part) {
    var clean = new StringBuilder();
    part.codePoints()
        .filter(c -> c != ' ' && c != '.')
        .forEach(c -> {
          int upper = Character.toUpperCase(c);
          clean.append(isShortSign(upper) ? (char) upper : '_');
        });
    return clean.toString();
  }

  private static String cut(String part, int length) {
    return part.length() <= length ? part : part.substring(0, length);
  }

  private static boolean isShortSign(int c) {
    return FatName.isCapitalOrDigit(c) || SHORT_SIGNS.indexOf(c) >= 0;
  }

  /** A name before and after its last dot; a dot at its start is no such dot. */
  private record Parts(String base, String extension) {
    static Parts of(String name) {
      int dot = name.lastIndexOf('.');
      return dot <= 0
          ? new Parts(name, "")
          : new Parts(name.substring(0, dot), name.substring(dot + 1));
    }

    boolean isShort() {
      return base.length() <= BASE
          && extension.length() <= EXTENSION
          && joined().chars().filter(c -> c != '.').allMatch(FatNames::isShortSign)
          && base.indexOf('.') < 0;
    }

    String joined() {
      return extension.isEmpty() ? base : base + "." + extension;
    }

    byte[] packed() {
      return FatName.padded(base + " ".repeat(BASE - base.length()) + extension);
    }
  }
}
