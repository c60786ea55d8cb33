package dev.slipway.disk.qcow2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What an image's first cluster says ("Header", "Header extensions").
 *
 * @param size what the machine sees, in bytes
 * @param codec what compressed clusters are compressed with: ZLIB or ZSTD
 * @param backingFile the base's path as written, relative to the image's folder
 * @param backingFormat the base's format, null where the image doesn't say
 * @param bitmaps where the bitmap directory is, null where there is none
 */
record Header(
    int version,
    int clusterBits,
    long size,
    Table l1,
    Table refcounts,
    int refcountOrder,
    Snapshots snapshots,
    long incompatible,
    long autoclear,
    Compression codec,
    @Nullable String backingFile,
    @Nullable String backingFormat,
    @Nullable Bitmaps bitmaps) {

  static final int MAGIC = 0x514649fb;
  static final int LENGTH_V2 = 72;

  /** Where the size is, in bytes from the file's start. */
  static final int SIZE_AT = 24;

  /** Where the L1 table's number of entries is, and its place after that. */
  static final int L1_SIZE_AT = 36;

  /** Where the refcount table's place is, and its number of clusters after that. */
  static final int REFCOUNT_TABLE_AT = 48;

  static final int LENGTH_V3 = 104;

  /** The shortest one with a compression type. */
  static final int LENGTH_TYPED = 112;

  static final int EXTENSION_END = 0;
  static final int EXTENSION_BACKING_FORMAT = 0xE2792ACA;
  static final int EXTENSION_BITMAPS = 0x23852875;

  static final long DIRTY = 1;
  static final long CORRUPT = 1 << 1;
  static final long EXTERNAL_DATA = 1 << 2;
  static final long COMPRESSION_TYPE = 1 << 3;
  static final long EXTENDED_L2 = 1 << 4;

  static final long AUTOCLEAR_BITMAPS = 1;

  /** As QEMU has it; an image with more could not be opened there. */
  static final int MAX_L1_ENTRIES = (32 << 20) / Long.BYTES;

  /** As QEMU has it. */
  static final int MAX_REFCOUNT_TABLE_BYTES = 8 << 20;

  static final int MAX_BACKING_NAME = 1023;

  /**
   * A table of 8-byte entries.
   *
   * @param offset bytes from the file's start
   */
  record Table(long offset, int entries) {}

  /**
   * The snapshot table, whose rows have different lengths.
   *
   * @param offset bytes from the file's start
   */
  record Snapshots(long offset, int count) {}

  /**
   * The bitmap directory.
   *
   * @param offset bytes from the file's start
   * @param length its bytes
   */
  record Bitmaps(long offset, long length, int count) {}

  int clusterSize() {
    return 1 << clusterBits;
  }

  /** How many entries an L2 table has. */
  int l2Entries() {
    return 1 << (clusterBits - 3);
  }

  /** How many bytes of the disk an L2 table stands for. */
  long l2Coverage() {
    return 1L << (2 * clusterBits - 3);
  }

  /** How many L1 entries a disk of a size needs. */
  static long l1EntriesFor(long size, int clusterBits) {
    int shift = 2 * clusterBits - 3;
    return (size >>> shift) + ((size & ((1L << shift) - 1)) == 0 ? 0 : 1);
  }

  /** The header, its extensions and the backing file's name, as they start the file. */
  ByteBuffer encode() {
    byte[] name = bytes(backingFile);
    byte[] format = bytes(backingFormat);
    int length = version == 2 ? LENGTH_V2 : codec == Compression.ZSTD ? LENGTH_TYPED : LENGTH_V3;
    int extension = format.length == 0 ? 0 : 8 + (format.length + 7) / 8 * 8;
    int nameAt = length + extension + 8;
    ByteBuffer out = ByteBuffer.allocate(nameAt + name.length);
    out.putInt(MAGIC).putInt(version);
    out.putLong(name.length == 0 ? 0 : nameAt).putInt(name.length);
    out.putInt(clusterBits).putLong(size).putInt(0);
    out.putInt(l1.entries).putLong(l1.offset);
    out.putLong(refcounts.offset).putInt(refcounts.entries >>> (clusterBits - 3));
    out.putInt(snapshots.count).putLong(snapshots.offset);
    if (version > 2) {
      out.putLong(incompatible).putLong(0).putLong(autoclear);
      out.putInt(refcountOrder).putInt(length);
    }
    if (length == LENGTH_TYPED) {
      out.put((byte) 1);
    }
    out.position(length);
    if (format.length > 0) {
      out.putInt(EXTENSION_BACKING_FORMAT).putInt(format.length).put(format);
    }
    out.put(nameAt, name);
    return out.position(0);
  }

  private static byte[] bytes(@Nullable String text) {
    return (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
  }
}
