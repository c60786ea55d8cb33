package dev.slipway.disk.qcow2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * The file that an image is written to: hands out its clusters in ascending order, counts their
 * uses, and gathers small writes. One thread uses it.
 */
final class HostFile {
  private static final int GATHERED_BYTES = 1 << 20;
  private static final int MOST_USES = 0xffff;

  private final FileChannel channel;
  private final int clusterBits;
  private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED_BYTES);
  private long gatheredAt;

  /** Uses of each cluster, up to 65535 in a short. */
  private short[] uses = new short[1024];

  private int clusters;
  private long freeBytesAt;
  private long freeBytesEnd;

  HostFile(FileChannel channel, int clusterBits) {
    this.channel = channel;
    this.clusterBits = clusterBits;
  }

  int clusterBits() {
    return clusterBits;
  }

  /** How many clusters are handed out. */
  int clusters() {
    return clusters;
  }

  /** How often a cluster is used. */
  int uses(int cluster) {
    return uses[cluster] & 0xffff;
  }

  /**
   * Hands out whole clusters behind each other.
   *
   * @return where they start, in bytes from the file's start
   */
  long allocateClusters(int count) {
    int from = clusters;
    clusters = Math.addExact(clusters, count);
    if (clusters > uses.length) {
      uses = Arrays.copyOf(uses, Math.max(clusters, (int) Math.min(2L * uses.length, 1 << 30)));
    }
    Arrays.fill(uses, from, clusters, (short) 1);
    return (long) from << clusterBits;
  }

  /**
   * Hands out bytes within clusters that only such bytes share, less than a cluster of them. They
   * may go over into a next cluster.
   */
  long allocateBytes(int count) {
    long at = freeBytesAt;
    boolean worn = uses((int) (at >>> clusterBits)) == MOST_USES;
    if (worn || at + count > freeBytesEnd) {
      boolean atEnd = freeBytesEnd == (long) clusters << clusterBits;
      long fresh = allocateUnused();
      if (worn || !atEnd) {
        at = fresh;
      }
      freeBytesEnd = fresh + (1L << clusterBits);
    }
    freeBytesAt = at + count;
    long last = (at + count - 1) | 511;
    for (long cluster = at >>> clusterBits; cluster <= last >>> clusterBits; cluster++) {
      uses[(int) cluster]++;
    }
    return at;
  }

  private long allocateUnused() {
    long fresh = allocateClusters(1);
    uses[clusters - 1] = 0;
    return fresh;
  }

  /** Writes bytes at a place that was handed out. */
  void write(long offset, ByteBuffer data) throws IOException {
    boolean follows = offset == gatheredAt + gathered.position();
    if (!follows || data.remaining() > gathered.remaining()) {
      flush();
      gatheredAt = offset;
    }
    if (data.remaining() >= GATHERED_BYTES / 4) {
      flush();
      writeFully(offset, data);
      return;
    }
    gathered.put(data);
  }

  /** Writes what was gathered. */
  void flush() throws IOException {
    writeFully(gatheredAt, gathered.flip());
    gathered.clear();
  }

  private void writeFully(long offset, ByteBuffer data) throws IOException {
    long at = offset;
    while (data.hasRemaining()) {
      at += channel.write(data, at);
    }
  }
}
