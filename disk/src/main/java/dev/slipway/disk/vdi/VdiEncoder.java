package dev.slipway.disk.vdi;

import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.ChunkMap;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the header and the map, then the blocks that have data, in the disk's order. */
final class VdiEncoder implements Encoder {
  /** Where VirtualBox has the map, so that blocks lie on whole MiB behind it. */
  private static final long MAP = 1 << 20;

  /** How many entries are gathered before they are written. */
  private static final int GATHERED = 16 << 10;

  private final Output output;
  private final long data;
  private long written;
  private long current = -1;

  private VdiEncoder(Output output, long data) {
    this.output = output;
    this.data = data;
  }

  static VdiEncoder start(long size, Shape shape, Output output) throws IOException {
    long block = VdiEncoding.BLOCK;
    long blocks = (size + block - 1) / block;
    long mapEnd = MAP + blocks * Integer.BYTES;
    long data = (mapEnd + block - 1) / block * block;
    Header header =
        new Header(
            Header.DYNAMIC,
            MAP,
            data,
            size,
            VdiEncoding.BLOCK,
            0,
            blocks,
            allocated(shape),
            shape.id("VDI"),
            shape.id("VDI modification"));
    output.write(header.bytes());
    output.skip(MAP - output.position());
    map(blocks, shape, output);
    output.skip(data - output.position());
    return new VdiEncoder(output, data);
  }

  private static int allocated(Shape shape) throws IOException {
    ChunkMap map = shape.map();
    int count = 0;
    for (long block = next(map, shape, 0); block >= 0; block = next(map, shape, block + 1)) {
      count++;
    }
    return count;
  }

  /** The first block from one on that has data; -1 where none has. */
  private static long next(ChunkMap map, Shape shape, long block) {
    int chunks = VdiEncoding.BLOCK / shape.chunkSize();
    long from = block * chunks;
    int chunk = from < map.chunks() ? map.next((int) from) : -1;
    return chunk < 0 ? -1 : chunk / chunks;
  }

  private static void map(long blocks, Shape shape, Output output) throws IOException {
    ChunkMap map = shape.map();
    ByteBuffer entries =
        ByteBuffer.allocate(GATHERED * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int allocated = 0;
    long data = next(map, shape, 0);
    for (long block = 0; block < blocks; block++) {
      if (block == data) {
        entries.putInt(allocated++);
        data = next(map, shape, block + 1);
      } else {
        entries.putInt((int) BlockMap.FREE);
      }
      if (!entries.hasRemaining() || block == blocks - 1) {
        output.write(entries.array(), 0, entries.position());
        entries.clear();
      }
    }
  }

  @Override
  public void chunk(Chunk chunk) throws IOException {
    long block = chunk.position() / VdiEncoding.BLOCK;
    if (block != current) {
      current = block;
      written++;
    }
    long place = data + (written - 1) * VdiEncoding.BLOCK + chunk.position() % VdiEncoding.BLOCK;
    output.skip(place - output.position());
    output.write(chunk.bytes(), chunk.offset(), chunk.length());
  }

  /** Blocks are whole in the file, the disk's last one too. */
  @Override
  public void finish() throws IOException {
    output.skip(data + written * VdiEncoding.BLOCK - output.position());
  }
}
