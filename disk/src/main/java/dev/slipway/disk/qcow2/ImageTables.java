package dev.slipway.disk.qcow2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an image has besides data. Entries come in ascending order, so that one L2 table is
 * in memory at a time, which is written when the next begins. The rest follows at the file's end,
 * and the header last of all: a file that was cut short is none.
 */
final class ImageTables {
  private static final int REFCOUNT_ORDER = 4;

  private final HostFile host;
  private final Qcow2Options options;
  private final long size;
  private final long[] l1;
  private final long[] l2;
  private int current = -1;

  /**
   * Starts a file, with room for its header.
   *
   * @param size what the machine sees, in whole sectors
   */
  ImageTables(HostFile host, Qcow2Options options, long size) {
    this.host = host;
    this.options = options;
    this.size = size;
    this.l1 = new long[(int) Header.l1EntriesFor(size, options.clusterBits())];
    this.l2 = new long[options.clusterSize() / Long.BYTES];
    host.allocateClusters(1);
  }

  /** Says that one of the disk's clusters is stored whole. */
  void plain(long cluster, long offset) throws IOException {
    set(cluster, offset | ClusterMap.COPIED);
  }

  /** Says that one of the disk's clusters is stored compressed. */
  void compressed(long cluster, long offset, int length) throws IOException {
    int offsetBits = 62 - (options.clusterBits() - 8);
    long sectors = ((offset + length - 1) >>> 9) - (offset >>> 9);
    if (offset >>> offsetBits != 0) {
      throw new IOException("the image is too large for compressed clusters of its size");
    }
    set(cluster, ClusterMap.COMPRESSED | sectors << offsetBits | offset);
  }

  private void set(long cluster, long entry) throws IOException {
    int table = (int) (cluster / l2.length);
    if (table != current) {
      finishL2();
      current = table;
    }
    l2[(int) (cluster % l2.length)] = entry;
  }

  private void finishL2() throws IOException {
    if (current >= 0) {
      l1[current] = write(l2, l2.length) | ClusterMap.COPIED;
      Arrays.fill(l2, 0);
    }
  }

  /** Writes whatever is left, and the header. */
  void finish(@Nullable String backingFile, @Nullable String backingFormat) throws IOException {
    finishL2();
    long l1At = write(l1, l1.length);
    Header.Table refcounts = writeRefcounts();
    boolean zstd = options.compression() == Compression.ZSTD;
    Header header =
        new Header(
            options.version(),
            options.clusterBits(),
            size,
            new Header.Table(l1At, l1.length),
            refcounts,
            REFCOUNT_ORDER,
            new Header.Snapshots(0, 0),
            zstd ? Header.COMPRESSION_TYPE : 0,
            0,
            zstd ? Compression.ZSTD : Compression.ZLIB,
            backingFile,
            backingFormat,
            null);
    host.finish();
    ByteBuffer bytes = header.encode();
    host.write(0, bytes.array(), bytes.arrayOffset(), bytes.limit());
  }

  /** Writes a table into clusters of its own. */
  private long write(long[] table, int entries) throws IOException {
    int clusters = clustersFor((long) entries * Long.BYTES);
    long at = host.allocateClusters(clusters);
    ByteBuffer bytes = ByteBuffer.allocate(options.clusterSize());
    for (int i = 0; i < clusters; i++) {
      int from = i * l2.length;
      bytes.clear();
      bytes.asLongBuffer().put(table, from, Math.min(l2.length, table.length - from));
      Arrays.fill(
          bytes.array(), Math.min(l2.length, table.length - from) * 8, bytes.limit(), (byte) 0);
      host.write(at + (long) i * options.clusterSize(), bytes.array());
    }
    return at;
  }

  private int clustersFor(long bytes) {
    return Math.toIntExact((bytes + options.clusterSize() - 1) >>> options.clusterBits());
  }

  /** Counts the uses of all clusters, those of the counts too. */
  private Header.Table writeRefcounts() throws IOException {
    int perBlock = options.clusterSize() / Short.BYTES;
    int blocks = 0;
    int tableClusters = 0;
    while (true) {
      int all = host.clusters() + blocks + tableClusters;
      int neededBlocks = (all + perBlock - 1) / perBlock;
      int neededTable = clustersFor((long) neededBlocks * Long.BYTES);
      if (neededBlocks == blocks && neededTable == tableClusters) {
        break;
      }
      blocks = neededBlocks;
      tableClusters = neededTable;
    }
    long blocksAt = host.allocateClusters(blocks);
    long[] table = new long[blocks];
    for (int i = 0; i < blocks; i++) {
      table[i] = blocksAt + (long) i * options.clusterSize();
    }
    long tableAt = write(table, blocks);
    ByteBuffer bytes = ByteBuffer.allocate(options.clusterSize());
    for (int i = 0; i < blocks; i++) {
      bytes.clear();
      for (int cluster = i * perBlock; bytes.hasRemaining(); cluster++) {
        bytes.putShort((short) (cluster < host.clusters() ? host.uses(cluster) : 0));
      }
      host.write(table[i], bytes.array());
    }
    return new Header.Table(tableAt, tableClusters * l2.length);
  }
}
