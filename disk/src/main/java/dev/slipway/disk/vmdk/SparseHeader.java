package dev.slipway.disk.vmdk;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A sparse extent's first sector, SparseExtentHeader. Places and sizes are in sectors.
 *
 * @param entries how many grains a grain table has
 * @param redundant where the copy of the grain directory is; 0 for none
 * @param directory where the grain directory is
 * @param overhead how many sectors come before the first grain
 */
record SparseHeader(
    int version,
    boolean compressed,
    long capacity,
    int grain,
    long descriptor,
    long descriptorSize,
    int entries,
    long redundant,
    long directory,
    long overhead) {
  static final int MAGIC = 0x564d444b;
  static final int SECTOR = 512;

  /** In the header's place of the directory: the footer says where it is. */
  static final long AT_END = -1;

  private static final int REDUNDANT = 1 << 1;
  private static final int COMPRESSED = 1 << 16;
  private static final int MARKERS = 1 << 17;
  private static final int DEFLATE = 1;
  private static final int MOST_ENTRIES = 512;
  private static final long MOST_SECTORS = Long.MAX_VALUE / SECTOR;

  static SparseHeader read(FileSource file) throws IOException {
    return read(file, 0);
  }

  /**
   * Reads one, whose last copy may be the footer.
   *
   * @param at bytes from the file's start
   */
  static SparseHeader read(FileSource file, long at) throws IOException {
    ByteBuffer bytes = file.bytes(at, SECTOR, ByteOrder.LITTLE_ENDIAN, "header");
    check(file, at, bytes.getInt(0) == MAGIC, "magicNumber", "it is not KDMV");
    int version = bytes.getInt(4);
    check(
        file,
        at + 4,
        version >= 1 && version <= 3,
        "version",
        version + " is not known; 1 to 3 is");
    int flags = bytes.getInt(8);
    boolean compressed = (flags & COMPRESSED) != 0;
    compression(file, at, bytes, flags);
    SparseHeader header =
        new SparseHeader(
            version,
            compressed,
            bytes.getLong(12),
            grain(file, at, bytes.getLong(20)),
            bytes.getLong(28),
            bytes.getLong(36),
            bytes.getInt(44),
            (flags & REDUNDANT) != 0 ? bytes.getLong(48) : 0,
            bytes.getLong(56),
            bytes.getLong(64));
    header.checkSizes(file, at);
    return header;
  }

  private static int grain(FileSource file, long at, long sectors) throws IOException {
    boolean good = sectors >= 8 && sectors <= 2048 && Long.bitCount(sectors) == 1;
    check(file, at + 20, good, "grainSize", sectors + " is no power of two from 8 to 2048");
    return (int) sectors;
  }

  private static void compression(FileSource file, long at, ByteBuffer bytes, int flags)
      throws IOException {
    if ((flags & COMPRESSED) != 0) {
      int algorithm = Short.toUnsignedInt(bytes.getShort(77));
      check(
          file,
          at + 77,
          algorithm == DEFLATE,
          "compressAlgorithm",
          algorithm + " is not known; 1, deflate, is");
      check(
          file,
          at + 8,
          (flags & MARKERS) != 0,
          "flags",
          "compressed grains without markers are not read here");
    }
  }

  private void checkSizes(FileSource file, long at) throws IOException {
    check(
        file,
        at + 12,
        capacity >= 0 && capacity <= MOST_SECTORS,
        "capacity",
        Long.toUnsignedString(capacity) + " sectors are more than a disk can have");
    check(
        file,
        at + 44,
        entries >= 1 && entries <= MOST_ENTRIES,
        "numGTEsPerGT",
        Integer.toUnsignedString(entries) + " is not from 1 to " + MOST_ENTRIES);
  }

  private static void check(FileSource file, long at, boolean good, String field, String problem)
      throws IOException {
    if (!good) {
      throw Fault.at(file.name(), at, field, problem);
    }
  }

  /** How many bytes a grain has. */
  int grainBytes() {
    return grain * SECTOR;
  }

  /** How many bytes the disk has. */
  long size() {
    return capacity * SECTOR;
  }

  /** How many grains the disk has, the last of which may be cut. */
  long grains() {
    return Math.ceilDiv(capacity, (long) grain);
  }

  /** How many grain tables the disk has, present or not. */
  long tables() {
    return Math.ceilDiv(grains(), (long) entries);
  }

  /** How many of a grain's bytes the disk has. */
  int bytesOf(long number) {
    return (int) Math.min(grainBytes(), size() - number * grainBytes());
  }
}
