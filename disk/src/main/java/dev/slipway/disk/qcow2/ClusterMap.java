package dev.slipway.disk.qcow2;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.file.Fault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Finds the disk's clusters in the file ("L1 table and L2 tables"). */
final class ClusterMap {
  static final long OFFSET_MASK = 0x00ff_ffff_ffff_fe00L;
  static final long COMPRESSED = 1L << 62;
  static final long COPIED = 1L << 63;
  static final long ZERO = 1;

  private final Path file;
  private final Header header;
  private final TableReader tables;
  private volatile long fileSize;
  private final int l2Bits;

  ClusterMap(Path file, FileChannel channel, Header header, TableReader tables) throws IOException {
    this.file = file;
    this.header = header;
    this.tables = tables;
    this.fileSize = channel.size();
    this.l2Bits = header.clusterBits() - 3;
  }

  /** How many bytes the file has. */
  long fileSize() {
    return fileSize;
  }

  /** Takes note of the file's growth. */
  void grown(long bytes) {
    fileSize = Math.max(fileSize, bytes);
  }

  /**
   * Where a cluster is.
   *
   * @param cluster the disk's cluster, counted from 0
   */
  Mapping find(long cluster) throws IOException {
    long l1At = header.l1().offset() + (cluster >>> l2Bits) * Long.BYTES;
    long l2 = tables.entry(l1At, "L1 entry") & OFFSET_MASK;
    if (l2 == 0) {
      return Mapping.Unallocated.TABLE;
    }
    requireCluster(l1At, "L1 entry", l2);
    long l2At = l2 + (cluster & ((1 << l2Bits) - 1)) * Long.BYTES;
    long entry = tables.entry(l2At, "L2 entry");
    if ((entry & COMPRESSED) != 0) {
      return compressed(l2At, entry);
    }
    if ((entry & ZERO) != 0) {
      return zero(l2At);
    }
    long offset = entry & OFFSET_MASK;
    if (offset == 0) {
      return Mapping.Unallocated.CLUSTER;
    }
    requireCluster(l2At, "L2 entry", offset);
    return new Mapping.Plain(offset);
  }

  private Mapping zero(long at) throws DiskException {
    if (header.version() == 2) {
      throw Fault.at(file, at, "L2 entry", "a zero cluster (bit 0), which version 2 doesn't have");
    }
    return new Mapping.Zero();
  }

  private Mapping compressed(long at, long entry) throws DiskException {
    Mapping.Compressed mapping = descriptor(entry, header.clusterBits());
    if (mapping.offset() >= fileSize) {
      throw Fault.at(
          file,
          at,
          "L2 entry",
          "the compressed cluster at 0x%x is not within the file, which has %d bytes"
              .formatted(mapping.offset(), fileSize));
    }
    return mapping;
  }

  /** Takes a compressed cluster's L2 entry apart ("Compressed Clusters Descriptor"). */
  static Mapping.Compressed descriptor(long entry, int clusterBits) {
    int offsetBits = 62 - (clusterBits - 8);
    long offset = entry & ((1L << offsetBits) - 1);
    long sectors = ((entry & (COMPRESSED - 1)) >>> offsetBits) + 1;
    return new Mapping.Compressed(offset, (int) (sectors * 512 - (offset & 511)));
  }

  private void requireCluster(long at, String field, long offset) throws DiskException {
    if ((offset & (header.clusterSize() - 1)) != 0 || offset >= fileSize) {
      throw Fault.at(
          file,
          at,
          field,
          "0x%x is not where a cluster starts in the file, which has %d bytes"
              .formatted(offset, fileSize));
    }
  }
}
