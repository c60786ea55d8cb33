package dev.slipway.disk.gce;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.Extent;
import dev.slipway.disk.archive.GzipWriter;
import dev.slipway.disk.archive.SparseTar;
import dev.slipway.disk.archive.TarHeader;
import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.ChunkMap;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Packing;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the headers from the map of the disk's data, then each chunk as it was deflated. */
final class GceEncoder implements Encoder {
  private final Packing packing;
  private final GzipWriter gzip;
  private long left;

  GceEncoder(Shape shape, Output output, Packing packing, Instant time) throws IOException {
    this.packing = packing;
    this.gzip = new GzipWriter(output, packing.level());
    // Chunks divide a GiB, so that all of them have the same size.
    this.left = (long) shape.map().count() * shape.chunkSize();
    Blocks blocks = new Blocks(gzip);
    TarHeader header = TarHeader.file("disk.raw", left, time);
    SparseTar.write(header, shape.size(), new Runs(shape.map(), shape.chunkSize()), blocks::add);
    blocks.flush();
  }

  @Override
  public void chunk(Chunk chunk) throws IOException {
    left -= chunk.length();
    gzip.write(chunk.bytes(), chunk.offset(), chunk.length(), chunk.packed(packing));
  }

  @Override
  public void finish() throws IOException {
    if (left != 0) {
      throw new DiskException("the disk was changed while it was written; let nothing use it then");
    }
    gzip.write(new byte[2 * TarHeader.BLOCK]);
    gzip.finish();
  }

  /** Stretches of chunks with data. */
  private static final class Runs implements SparseTar.Stretches {
    private final ChunkMap map;
    private final long chunkSize;
    private int next;

    Runs(ChunkMap map, long chunkSize) {
      this.map = map;
      this.chunkSize = chunkSize;
    }

    @Override
    public @Nullable Extent next() {
      int from = map.next(next);
      if (from < 0) {
        return null;
      }
      next = map.nextEmpty(from);
      return new Extent(from * chunkSize, (next - from) * chunkSize);
    }
  }

  /** Gathers blocks, since each by itself would hardly get smaller. */
  private static final class Blocks {
    private final GzipWriter gzip;
    private final byte[] gathered = new byte[128 * TarHeader.BLOCK];
    private int count;

    Blocks(GzipWriter gzip) {
      this.gzip = gzip;
    }

    void add(byte[] block) throws IOException {
      if (count == gathered.length) {
        flush();
      }
      System.arraycopy(block, 0, gathered, count, block.length);
      count += block.length;
    }

    void flush() throws IOException {
      gzip.write(java.util.Arrays.copyOf(gathered, count));
      count = 0;
    }
  }
}
