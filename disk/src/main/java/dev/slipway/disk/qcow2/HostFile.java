package dev.slipway.disk.qcow2;

import dev.slipway.disk.convert.Output;
import java.io.IOException;
import java.util.Arrays;

/**
 * The file that an image is written to: hands out its clusters in ascending order and counts their
 * uses. One thread uses it.
 */
final class HostFile {
  private static final int MOST_USES = 0xffff;

  private final Output output;
  private final int clusterBits;

  /** Uses of each cluster, up to 65535 in a short. */
  private short[] uses = new short[1024];

  private int clusters;
  private long freeBytesAt;
  private long freeBytesEnd;

  HostFile(Output output, int clusterBits) {
    this.output = output;
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
  void write(long offset, byte[] bytes, int from, int length) throws IOException {
    if (offset < output.position()) {
      output.patch(offset, Arrays.copyOfRange(bytes, from, from + length));
      return;
    }
    output.skip(offset - output.position());
    output.write(bytes, from, length);
  }

  /** Writes the array at a place that was handed out. */
  void write(long offset, byte[] bytes) throws IOException {
    write(offset, bytes, 0, bytes.length);
  }

  /** Gives the file all clusters that were handed out. */
  void finish() throws IOException {
    output.skip(((long) clusters << clusterBits) - output.position());
  }
}
