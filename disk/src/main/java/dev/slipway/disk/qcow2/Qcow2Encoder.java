package dev.slipway.disk.qcow2;

import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Packed;
import dev.slipway.disk.convert.Packing;
import java.io.IOException;
import java.util.Optional;

/** Gives each cluster a place in the file, in order, and writes it there. */
final class Qcow2Encoder implements Encoder {
  /** Ends a stream of deflate's blocks: a last one without anything in it. */
  private static final byte[] LAST_BLOCK = {3, 0};

  private final int clusterSize;
  private final Optional<Packing> packing;
  private final HostFile host;
  private final ImageTables tables;
  private final byte[] ending;

  Qcow2Encoder(Qcow2Options options, Optional<Packing> packing, long size, Output output)
      throws IOException {
    this.clusterSize = options.clusterSize();
    this.packing = packing;
    this.host = new HostFile(output, options.clusterBits());
    this.tables = new ImageTables(host, options, size);
    this.ending = options.compression() == Compression.ZLIB ? LAST_BLOCK : new byte[0];
  }

  @Override
  public void chunk(Chunk chunk) throws IOException {
    long cluster = chunk.position() / clusterSize;
    // A last cluster that the disk does not fill is not worth a compressed one of its own size.
    if (packing.isPresent() && chunk.length() == clusterSize) {
      Packed packed = chunk.packed(packing.get());
      int length = packed.length() + ending.length;
      // What saves less than a sixteenth is not worth decompressing at every read.
      if (length <= clusterSize - clusterSize / 16) {
        long offset = host.allocateBytes(length);
        tables.compressed(cluster, offset, length);
        host.write(offset, packed.bytes(), packed.offset(), packed.length());
        host.write(offset + packed.length(), ending, 0, ending.length);
        return;
      }
    }
    long offset = host.allocateClusters(1);
    tables.plain(cluster, offset);
    host.write(offset, chunk.bytes(), chunk.offset(), chunk.length());
  }

  @Override
  public void finish() throws IOException {
    tables.finish(null, null);
  }
}
