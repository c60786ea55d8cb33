package dev.slipway.disk.vmdk;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that says what a disk is made of.
 *
 * @param extents its extents in the disk's order
 */
record Descriptor(List<Part> extents) {
  static final String START = "# Disk DescriptorFile";

  private static final int MOST_BYTES = 64 << 10;
  private static final String NO_PARENT = "ffffffff";
  private static final Pattern EXTENT =
      Pattern.compile(
          "(RW|RDONLY|NOACCESS)\\s+(\\d{1,19})\\s+([A-Z0-9]+)(?:\\s+\"([^\"]+)\"(?:\\s+(\\d{1,19}))?)?.*");
  private static final Pattern PARENT = Pattern.compile("parentCID\\s*=\\s*\"?([^\"\\s]*)\"?.*");

  /** What an extent's data is. */
  enum Kind {
    FLAT,
    SPARSE,
    ZERO
  }

  /**
   * An extent.
   *
   * @param sectors how many of the disk's sectors it has
   * @param file its file's name as written; empty for ZERO
   * @param offset where a FLAT one's data starts in its file, in sectors
   */
  record Part(long sectors, Kind kind, String file, long offset) {}

  Descriptor {
    extents = List.copyOf(extents);
  }

  /** Whether a file is a descriptor by itself. */
  static boolean starts(FileSource file) throws IOException {
    int length = START.length();
    return file.size() >= length && START.equalsIgnoreCase(text(file, 0, length));
  }

  /** Reads a descriptor that is a file by itself. */
  static Descriptor read(FileSource file) throws IOException {
    return parse(file, lines(file));
  }

  /** The lines of a descriptor that is a file by itself. */
  static List<String> lines(FileSource file) throws IOException {
    if (file.size() > MOST_BYTES) {
      throw Fault.at(file.name(), 0, "descriptor", "it is longer than " + MOST_BYTES + " bytes");
    }
    return lines(text(file, 0, (int) file.size()));
  }

  /** Refuses a sparse extent whose own descriptor says that it is a layer over another disk. */
  static void refuseParent(FileSource file, SparseHeader header) throws IOException {
    for (String line : lines(file, header)) {
      refuseParent(file, line);
    }
  }

  /** The lines of a sparse extent's own descriptor; none where it has none. */
  static List<String> lines(FileSource file, SparseHeader header) throws IOException {
    long most = MOST_BYTES / SparseHeader.SECTOR;
    if (header.descriptor() == 0 || header.descriptorSize() == 0) {
      return List.of();
    }
    boolean inside =
        header.descriptorSize() > 0
            && header.descriptorSize() <= most
            && header.descriptor() > 0
            && header.descriptor() <= file.size() / SparseHeader.SECTOR - header.descriptorSize();
    if (!inside) {
      throw Fault.at(
          file.name(),
          28,
          "descriptorOffset",
          "the descriptor does not lie in the file, or is longer than " + MOST_BYTES + " bytes");
    }
    int count = (int) header.descriptorSize() * SparseHeader.SECTOR;
    return lines(text(file, header.descriptor() * SparseHeader.SECTOR, count));
  }

  private static void refuseParent(FileSource file, String line) throws IOException {
    Matcher parent = PARENT.matcher(line);
    if (parent.matches() && !parent.group(1).equalsIgnoreCase(NO_PARENT)) {
      throw Fault.at(
          file.name(),
          0,
          "parentCID",
          "the disk is a snapshot's layer over disk %s; consolidate it first, for only whole disks"
                  .formatted(parent.group(1))
              + " are read here");
    }
  }

  private static String text(FileSource file, long at, int count) throws IOException {
    byte[] bytes = file.bytes(at, count, ByteOrder.LITTLE_ENDIAN, "descriptor").array();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The lines before the first zero byte, trimmed. */
  private static List<String> lines(String text) {
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).lines().map(String::strip).toList();
  }

  private static Descriptor parse(FileSource file, List<String> lines) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (String line : lines) {
      refuseParent(file, line);
      if (line.startsWith("RW ") || line.startsWith("RDONLY ") || line.startsWith("NOACCESS ")) {
        parts.add(part(file, line));
      }
    }
    if (parts.isEmpty()) {
      throw Fault.at(file.name(), 0, "Extent description", "the descriptor has no extents");
    }
    return new Descriptor(parts);
  }

  private static Part part(FileSource file, String line) throws IOException {
    Matcher matcher = EXTENT.matcher(line);
    if (!matcher.matches() || matcher.group(1).equals("NOACCESS")) {
      throw bad(file, line, "it is no extent that can be read");
    }
    String name = matcher.group(4) == null ? "" : matcher.group(4);
    Kind kind = kind(file, line, matcher.group(3));
    if (name.isEmpty() != (kind == Kind.ZERO)) {
      throw bad(file, line, "FLAT and SPARSE need a file, ZERO needs none");
    }
    long sectors = number(file, line, matcher.group(2));
    long offset = matcher.group(5) == null ? 0 : number(file, line, matcher.group(5));
    return new Part(sectors, kind, name, offset);
  }

  private static Kind kind(FileSource file, String line, String word) throws IOException {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(word.toUpperCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw bad(file, line, word + " is not read here; FLAT, SPARSE and ZERO are");
  }

  private static long number(FileSource file, String line, String digits) throws IOException {
    try {
      long sectors = Long.parseLong(digits);
      if (sectors <= Long.MAX_VALUE / SparseHeader.SECTOR) {
        return sectors;
      }
    } catch (NumberFormatException e) {
      throw bad(file, line, digits + " sectors are more than a disk can have");
    }
    throw bad(file, line, digits + " sectors are more than a disk can have");
  }

  private static IOException bad(FileSource file, String line, String problem) {
    String shown = line.length() > 80 ? line.substring(0, 80) + "…" : line;
    return Fault.at(file.name(), 0, "Extent description", "'%s': %s".formatted(shown, problem));
  }
}
