package dev.slipway.disk.vhdx;

import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.ChunkMap;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a file from its start to its end: headers, the log, metadata and the table where Hyper-V
 * has them too, then the blocks that have data, in the disk's order.
 */
final class VhdxEncoder implements Encoder {
  private static final Region LOG = new Region(1 << 20, 1 << 20);
  private static final Region METADATA = new Region(2 << 20, 1 << 20);

  private final Output output;
  private final long blockSize;
  private final long firstBlock;
  private long written;
  private long current = -1;

  private VhdxEncoder(Output output, long blockSize, long firstBlock) {
    this.output = output;
    this.blockSize = blockSize;
    this.firstBlock = firstBlock;
  }

  static VhdxEncoder start(Metadata metadata, Shape shape, Output output) throws IOException {
    Blocks blocks = Blocks.of(metadata);
    long table = Math.max(1, blocks.entries() * Long.BYTES);
    Region bat = new Region(METADATA.end(), (table + Region.UNIT - 1) / Region.UNIT * Region.UNIT);
    at(output, 0, Header.FILE_SIGNATURE.getBytes(StandardCharsets.US_ASCII));
    output.write("Slipway".getBytes(StandardCharsets.UTF_16LE));
    at(output, Header.FIRST, header(shape, 1).bytes());
    at(output, Header.SECOND, header(shape, 2).bytes());
    byte[] regions = new RegionTable(bat, METADATA).bytes();
    at(output, RegionTable.FIRST, regions);
    at(output, RegionTable.SECOND, regions);
    at(output, METADATA.offset(), metadata.bytes());
    output.skip(bat.offset() - output.position());
    table(blocks, bat, shape, output);
    output.skip(bat.end() - output.position());
    return new VhdxEncoder(output, blocks.blockSize(), bat.end());
  }

  private static void at(Output output, long position, byte[] bytes) throws IOException {
    output.skip(position - output.position());
    output.write(bytes);
  }

  private static Header header(Shape shape, int sequence) throws IOException {
    return new Header(
        sequence,
        shape.id("VHDX file"),
        shape.id("VHDX data"),
        Guids.NONE,
        0,
        1,
        LOG.length(),
        LOG.offset());
  }

  /** Entries of blocks that have data; all others are zero, which says that they are not there. */
  private static void table(Blocks blocks, Region bat, Shape shape, Output output)
      throws IOException {
    ChunkMap map = shape.map();
    int chunks = blocks.blockSize() / shape.chunkSize();
    ByteBuffer entry = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long place = bat.end();
    int chunk = map.next(0);
    while (chunk >= 0) {
      long block = chunk / chunks;
      output.skip(bat.offset() + blocks.index(block) * Long.BYTES - output.position());
      output.write(entry.putLong(0, place | Blocks.PRESENT).array());
      place += blocks.blockSize();
      long next = (block + 1) * chunks;
      chunk = next < map.chunks() ? map.next((int) next) : -1;
    }
  }

  @Override
  public void chunk(Chunk chunk) throws IOException {
    long block = chunk.position() / blockSize;
    if (block != current) {
      current = block;
      written++;
    }
    long place = firstBlock + (written - 1) * blockSize + chunk.position() % blockSize;
    output.skip(place - output.position());
    output.write(chunk.bytes(), chunk.offset(), chunk.length());
  }

  /** Blocks are whole in the file, the disk's last one too. */
  @Override
  public void finish() throws IOException {
    output.skip(firstBlock + written * blockSize - output.position());
  }
}
