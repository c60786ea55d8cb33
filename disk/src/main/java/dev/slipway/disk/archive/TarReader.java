package dev.slipway.disk.archive;

import dev.slipway.disk.Zeros;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists the plain files of a tar: ustar, GNU's with long names and holes, and pax. Archives come
 * from anywhere: how many members, names and stretches there may be is bounded.
 */
public final class TarReader {
  private static final int MOST_MEMBERS = 10_000;
  private static final int MOST_TEXT = 64 << 10;
  private static final int MOST_PIECES = 1 << 20;

  private final FileSource file;
  private final List<TarEntry> entries = new ArrayList<>();
  private int members;
  private long at;
  private @Nullable String longName;
  private Map<String, String> pax = Map.of();

  TarReader(FileSource file) {
    this.file = file;
  }

  /** Whether a file begins as a tar does. */
  public static boolean fits(ByteBuffer start) {
    return start.limit() >= TarHeader.BLOCK
        && TarFields.text(start, 257, 5).equals("ustar")
        && sumFits(start.slice(0, TarHeader.BLOCK));
  }

  /** All plain files, in the archive's order. */
  public static List<TarEntry> list(FileSource file) throws IOException {
    TarReader reader = new TarReader(file);
    while (reader.member()) {
      // It notes the files.
    }
    return reader.entries();
  }

  /** The plain files so far. */
  List<TarEntry> entries() {
    return List.copyOf(entries);
  }

  /** Where the next header is, or the one that is damaged; the file's end where it was cut. */
  long at() {
    return at;
  }

  /** Reads a header, and goes on to the next one; false at the archive's end. */
  boolean member() throws IOException {
    if (at >= file.size()) {
      return false;
    }
    if (members++ == MOST_MEMBERS) {
      throw Fault.at(file.name(), at, "header", "more than %d members".formatted(MOST_MEMBERS));
    }
    long header = at;
    ByteBuffer block = block(header, "header");
    if (isZero(block)) {
      return false;
    }
    if (!sumFits(block)) {
      throw Fault.at(file.name(), header + TarFields.CHECKSUM, "chksum", "does not fit the header");
    }
    long size = TarFields.number(file, block, header, 124, 12, "size");
    if (pax.containsKey("size")) {
      size = decimal(header, "size");
    }
    at = header + TarHeader.BLOCK;
    switch (block.get(156)) {
      case 'L' -> longName = trimmed(text(size, "long name"));
      case 'K', 'g' -> pass(size, "a header");
      case 'x' -> pax = PaxRecords.read(file, at, text(size, "pax header"));
      case '0', 0, '7' -> plain(header, block, size);
      case 'S' -> sparse(header, block, size);
      // Links, devices and folders have no bytes, whatever their size says.
      case '1', '2', '3', '4', '5', '6' -> forget();
      default -> throw Fault.at(file.name(), header + 156, "typeflag", "is not known here");
    }
    return true;
  }

  private void plain(long header, ByteBuffer block, long size) throws IOException {
    if (pax.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."))) {
      throw Fault.at(
          file.name(), header, "GNU.sparse", "holes are only read in GNU's old format here");
    }
    long stored = at;
    pass(size, name(block));
    add(new TarEntry(name(block), size, pieces(size, stored)));
  }

  private static List<TarEntry.Piece> pieces(long size, long stored) {
    return size == 0 ? List.of() : List.of(new TarEntry.Piece(0, size, stored));
  }

  private void sparse(long header, ByteBuffer block, long size) throws IOException {
    long real = TarFields.number(file, block, header, SparseTar.REAL_SIZE, 12, "realsize");
    SparseMap map = new SparseMap(file, real, MOST_PIECES);
    map.add(block, header, SparseTar.IN_HEADER, SparseTar.MOST_IN_HEADER);
    boolean more = block.get(SparseTar.EXTENDED) != 0;
    while (more) {
      ByteBuffer extension = block(at, "sparse header");
      map.add(extension, at, 0, SparseTar.MOST_IN_BLOCK);
      more = extension.get(SparseTar.BLOCK_EXTENDED) != 0;
      at += TarHeader.BLOCK;
    }
    long stored = at;
    pass(size, name(block));
    add(new TarEntry(name(block), real, map.pieces(header, stored, size)));
  }

  private void add(TarEntry entry) {
    entries.add(entry);
    forget();
  }

  private void forget() {
    longName = null;
    pax = Map.of();
  }

  private String name(ByteBuffer block) {
    String paxName = pax.get("path");
    if (paxName != null) {
      return paxName;
    }
    if (longName != null) {
      return longName;
    }
    String name = TarFields.text(block, 0, 100);
    // GNU tar has other things where ustar has the start of the name.
    boolean ustar = block.get(262) == 0;
    String prefix = ustar ? TarFields.text(block, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private String text(long size, String field) throws IOException {
    if (size > MOST_TEXT) {
      throw Fault.at(file.name(), at, field, "has %d bytes, which no name needs".formatted(size));
    }
    long start = at;
    pass(size, field);
    ByteBuffer bytes = file.bytes(start, (int) size, ByteOrder.BIG_ENDIAN, field);
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private static String trimmed(String text) {
    int end = text.indexOf(0);
    return end < 0 ? text : text.substring(0, end);
  }

  private long decimal(long header, String key) throws IOException {
    try {
      long value = Long.parseLong(pax.getOrDefault(key, ""));
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // As below: it is no number that a size can be.
    }
    throw Fault.at(file.name(), header, "pax " + key, "is no number");
  }

  /** Goes over a member's bytes, which must be there. */
  private void pass(long size, String name) throws IOException {
    long there = file.size() - at;
    if (size > there) {
      long start = at;
      at = file.size();
      throw Fault.at(
          file.name(),
          start,
          "data",
          "the file ends after %d of the %d bytes of %s".formatted(there, size, name));
    }
    long end = at + size;
    at = Math.min(file.size(), end + Math.floorMod(-end, (long) TarHeader.BLOCK));
  }

  private ByteBuffer block(long position, String field) throws IOException {
    return file.bytes(position, TarHeader.BLOCK, ByteOrder.BIG_ENDIAN, field);
  }

  private static boolean sumFits(ByteBuffer block) {
    try {
      long said =
          Long.parseLong(
              TarFields.text(block, TarFields.CHECKSUM, TarFields.CHECKSUM_LENGTH).strip(), 8);
      // Some very old tars took bytes as signed.
      return said == TarFields.sum(block, false) || said == TarFields.sum(block, true);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isZero(ByteBuffer block) {
    return Zeros.are(block, 0, TarHeader.BLOCK);
  }
}
