package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Zeros;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Some clusters of a disk on their way into an image: read and compressed by any thread, stored by
 * one, then used again.
 */
final class Chunk implements AutoCloseable {
  private static final int ZERO = 0;
  private static final int PLAIN = -1;

  /** Larger chunks don't go faster, and need more memory for each thread. */
  private static final int BYTES = 1 << 20;

  private final int clusterSize;
  private final @Nullable Compressor compressor;
  private final ByteBuffer data;
  private final byte[] packed;

  /** For each cluster how many bytes are compressed, or one of the two above. */
  private final int[] lengths;

  private long position;
  private int clusters;

  Chunk(Qcow2Options options) {
    clusterSize = options.clusterSize();
    boolean compresses = options.compression() != Compression.NONE;
    compressor = compresses ? Compressor.of(options) : null;
    // Compressors take arrays; what goes to the file unchanged is not copied on the way.
    data =
        compresses ? ByteBuffer.allocate(size(options)) : ByteBuffer.allocateDirect(size(options));
    packed = new byte[compresses ? size(options) : 0];
    lengths = new int[size(options) / clusterSize];
  }

  /** How many bytes of the disk one takes. */
  static int size(Qcow2Options options) {
    return Math.max(BYTES, options.clusterSize());
  }

  /** The byte of the disk after its last one; beyond the disk's end where its size is odd. */
  long end() {
    return position + (long) clusters * clusterSize;
  }

  /**
   * Reads clusters and compresses them.
   *
   * @param from where the first one starts in the disk
   * @param to where the last one ends, or the disk
   */
  void fill(Disk disk, long from, long to) throws IOException {
    position = from;
    clusters = (int) ((to - from + clusterSize - 1) / clusterSize);
    disk.read(from, data.clear().limit((int) (to - from)));
    data.limit(clusters * clusterSize);
    while (data.hasRemaining()) {
      data.put((byte) 0);
    }
    int at = 0;
    for (int i = 0; i < clusters; i++) {
      lengths[i] = Zeros.are(data, i * clusterSize, clusterSize) ? ZERO : pack(i, at);
      at += Math.max(0, lengths[i]);
    }
  }

  private int pack(int cluster, int at) {
    if (compressor == null) {
      return PLAIN;
    }
    // What saves less than a sixteenth is not worth decompressing at every read.
    int most = clusterSize - clusterSize / 16;
    int length =
        compressor.compress(data.array(), cluster * clusterSize, clusterSize, packed, at, most);
    return length == 0 ? PLAIN : length;
  }

  /** Gives the clusters their places in the file, in order, and writes them. */
  void store(HostFile host, ImageTables tables) throws IOException {
    int at = 0;
    int i = 0;
    while (i < clusters) {
      if (lengths[i] == PLAIN) {
        i = storePlain(i, host, tables);
        continue;
      }
      if (lengths[i] > 0) {
        long offset = host.allocateBytes(lengths[i]);
        tables.compressed(position / clusterSize + i, offset, lengths[i]);
        host.write(offset, ByteBuffer.wrap(packed, at, lengths[i]));
        at += lengths[i];
      }
      i++;
    }
  }

  /** Stores the plain clusters from one on; gives the first that is not. */
  private int storePlain(int from, HostFile host, ImageTables tables) throws IOException {
    int runFrom = from;
    long runAt = 0;
    int to = from;
    while (to < clusters && lengths[to] == PLAIN) {
      long offset = host.allocateClusters(1);
      tables.plain(position / clusterSize + to, offset);
      if (offset != runAt + (long) (to - runFrom) * clusterSize) {
        write(runFrom, to, runAt, host);
        runFrom = to;
        runAt = offset;
      }
      to++;
    }
    write(runFrom, to, runAt, host);
    return to;
  }

  private void write(int from, int to, long offset, HostFile host) throws IOException {
    host.write(offset, data.limit(to * clusterSize).position(from * clusterSize));
    data.clear();
  }

  @Override
  public void close() {
    if (compressor != null) {
      compressor.close();
    }
  }
}
