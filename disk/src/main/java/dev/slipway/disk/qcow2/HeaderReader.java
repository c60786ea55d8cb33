package dev.slipway.disk.qcow2;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.file.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Header} and refuses what is damaged or not known here. */
final class HeaderReader {
  private static final long MAX_TABLE_OFFSET = 1L << 56;
  private static final int MAX_SNAPSHOTS = 65536;

  private final Path file;
  private final long fileSize;
  private final ByteBuffer start;
  private int version;
  private int clusterBits;
  private int length;

  private HeaderReader(Path file, long fileSize, ByteBuffer start) {
    this.file = file;
    this.fileSize = fileSize;
    this.start = start;
  }

  /** Reads the header of an open file. */
  static Header read(Path file, FileChannel channel) throws IOException {
    long fileSize = channel.size();
    // Header, extensions and name all lie in the first cluster; those of 2 MiB are read whole too.
    ByteBuffer start = ByteBuffer.allocate((int) Math.min(fileSize, 1 << 21));
    FileBytes.fill(channel, 0, start);
    return new HeaderReader(file, fileSize, start.flip()).parse();
  }

  private Header parse() throws DiskException {
    require(start.limit() >= Header.LENGTH_V2, 0, "header", "the file ends within it");
    require(start.getInt(0) == Header.MAGIC, 0, "magic", "this is no qcow2 image");
    version = start.getInt(4);
    require(version == 2 || version == 3, 4, "version", version + " is not known, only 2 and 3");
    clusterBits = start.getInt(20);
    require(
        clusterBits >= 9 && clusterBits <= 21, 20, "cluster_bits", clusterBits + " is not 9 to 21");
    require(
        start.getInt(32) == 0,
        32,
        "crypt_method",
        "the image is encrypted, which is not read here; decrypt it with 'qemu-img convert'");
    long incompatible = version == 2 ? 0 : features();
    length = version == 2 ? Header.LENGTH_V2 : headerLength();
    long size = start.getLong(24);
    require(size >= 0, 24, "size", "larger than a disk can be");
    Extensions extensions = Extensions.read(file, start, length, firstClusterEnd());
    return new Header(
        version,
        clusterBits,
        size,
        l1(size),
        refcounts(),
        version == 2 ? 4 : refcountOrder(),
        snapshots(),
        incompatible,
        version == 2 ? 0 : start.getLong(88),
        codec(incompatible),
        backingFile(),
        extensions.backingFormat(),
        extensions.bitmaps());
  }

  private int firstClusterEnd() {
    return Math.min(start.limit(), 1 << clusterBits);
  }

  private long features() throws DiskException {
    require(start.limit() >= Header.LENGTH_V3, 72, "header", "the file ends within it");
    long bits = start.getLong(72);
    require(
        (bits & Header.EXTERNAL_DATA) == 0,
        72,
        "incompatible_features",
        "the data is in another file (bit 2), which is not read here; use 'qemu-img convert'");
    require(
        (bits & Header.EXTENDED_L2) == 0,
        72,
        "incompatible_features",
        "it has subclusters (extended L2 entries, bit 4), which are not read here; use 'qemu-img"
            + " convert'");
    long known = Header.DIRTY | Header.CORRUPT | Header.COMPRESSION_TYPE;
    require(
        (bits & ~known) == 0,
        72,
        "incompatible_features",
        "bit " + Long.numberOfTrailingZeros(bits & ~known) + " is not known here");
    return bits;
  }

  private int refcountOrder() throws DiskException {
    int order = start.getInt(96);
    require(order >= 0 && order <= 6, 96, "refcount_order", order + " is not 0 to 6");
    return order;
  }

  private Compression codec(long incompatible) throws DiskException {
    boolean marked = (incompatible & Header.COMPRESSION_TYPE) != 0;
    int type = length > Header.LENGTH_V3 ? start.get(Header.LENGTH_V3) & 0xff : 0;
    require(type <= 1, 104, "compression_type", type + " is not known, only 0 and 1");
    require(
        marked == (type != 0),
        104,
        "compression_type",
        "it is " + type + ", but incompatible feature bit 3 is " + (marked ? "set" : "not set"));
    return type == 0 ? Compression.ZLIB : Compression.ZSTD;
  }

  private int headerLength() throws DiskException {
    int given = start.getInt(100);
    require(
        given >= Header.LENGTH_V3 && given % 8 == 0 && given <= firstClusterEnd(),
        100,
        "header_length",
        given + " is not a multiple of 8 from 104 to the first cluster's end");
    return given;
  }

  private Header.Table l1(long size) throws DiskException {
    int entries = start.getInt(36);
    long offset = start.getLong(40);
    require(
        entries >= 0 && entries <= Header.MAX_L1_ENTRIES,
        36,
        "l1_size",
        Integer.toUnsignedString(entries) + " entries are more than 32 MiB of them");
    long needed = Header.l1EntriesFor(size, clusterBits);
    require(
        entries >= needed,
        36,
        "l1_size",
        "%d entries are too few for a disk of %d bytes, which needs %d"
            .formatted(entries, size, needed));
    requirePlace(40, "l1_table_offset", offset, (long) entries * Long.BYTES);
    return new Header.Table(offset, entries);
  }

  private Header.Table refcounts() throws DiskException {
    long offset = start.getLong(48);
    long bytes = Integer.toUnsignedLong(start.getInt(56)) << clusterBits;
    require(
        bytes <= Header.MAX_REFCOUNT_TABLE_BYTES,
        56,
        "refcount_table_clusters",
        bytes + " bytes are more than 8 MiB");
    requirePlace(48, "refcount_table_offset", offset, bytes);
    return new Header.Table(offset, (int) (bytes / Long.BYTES));
  }

  private Header.Snapshots snapshots() throws DiskException {
    int count = start.getInt(60);
    require(
        count >= 0 && count <= MAX_SNAPSHOTS,
        60,
        "nb_snapshots",
        Integer.toUnsignedString(count) + " is more than 65536");
    long offset = start.getLong(64);
    requirePlace(64, "snapshots_offset", count == 0 ? 0 : offset, count);
    return new Header.Snapshots(offset, count);
  }

  private @Nullable String backingFile() throws DiskException {
    long offset = start.getLong(8);
    if (offset == 0) {
      return null;
    }
    int count = start.getInt(16);
    require(
        count >= 0 && count <= Header.MAX_BACKING_NAME,
        16,
        "backing_file_size",
        Integer.toUnsignedString(count) + " is more than 1023");
    require(
        offset >= length && offset <= firstClusterEnd() - count,
        8,
        "backing_file_offset",
        "the name is not within the first cluster, after the header");
    byte[] name = new byte[count];
    start.get((int) offset, name);
    String text = new String(name, StandardCharsets.UTF_8);
    require(
        text.chars().noneMatch(Character::isISOControl),
        offset,
        "backing file name",
        "there are control characters in it");
    return text.isEmpty() ? null : text;
  }

  private void requirePlace(long at, String field, long offset, long bytes) throws DiskException {
    require(
        offset >= 0 && offset < MAX_TABLE_OFFSET && (offset & ((1L << clusterBits) - 1)) == 0,
        at,
        field,
        "0x%x is not where a cluster starts".formatted(offset));
    require(
        bytes <= fileSize && offset <= fileSize - bytes,
        at,
        field,
        "%d bytes at 0x%x are not within the file, which has %d: it was cut short or is damaged"
            .formatted(bytes, offset, fileSize));
  }

  private void require(boolean met, long offset, String field, String problem)
      throws DiskException {
    if (!met) {
      throw Fault.at(file, offset, field, problem);
    }
  }
}
