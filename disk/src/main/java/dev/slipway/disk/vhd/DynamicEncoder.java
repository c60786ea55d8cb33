package dev.slipway.disk.vhd;

import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.ChunkMap;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes the copy of the footer, the header, the table, and the blocks that have data, in ascending
 * order. A block's data begins at a multiple of 4 KiB, with its sector bitmap before.
 */
final class DynamicEncoder implements Encoder {
  static final int BLOCK = 2 << 20;
  static final int BITMAP = 512;

  private static final int PAGE = 4096;
  private static final int BATMAP_VERSION = 0x10002;

  private final Output output;
  private final VhdFooter footer;
  private final ChunkMap map;
  private final int entries;
  private final byte[] bitmap = new byte[BITMAP];
  private long block = -1;
  private long blockAt;

  DynamicEncoder(Shape shape, VhdFooter footer, boolean batmap, Output output) throws IOException {
    this.output = output;
    this.footer = footer;
    this.map = shape.map();
    this.entries = (int) ((footer.currentSize() + BLOCK - 1) / BLOCK);
    Arrays.fill(bitmap, (byte) 0xff);
    output.write(footer.encode());
    int tableAt = VhdFooter.SIZE + VhdHeader.SIZE;
    output.write(new VhdHeader(tableAt, entries, BLOCK).encode());
    int batmapSize = (entries + 8 * 512 - 1) / (8 * 512) * 512;
    long tableEnd = tableAt + ((4L * entries + 511) & -512);
    writeTable(firstBlock(batmap ? tableEnd + VhdFooter.SIZE + batmapSize : tableEnd));
    output.align(512);
    if (batmap) {
      writeBatmap(batmapSize);
    }
  }

  /** Where the first block may begin behind what comes before the blocks. */
  private static long firstBlock(long end) {
    return (end + BITMAP + PAGE - 1) / PAGE * PAGE - BITMAP;
  }

  private boolean hasData(int entry) {
    return map.has((long) entry * BLOCK, (long) (entry + 1) * BLOCK);
  }

  private void writeTable(long firstBlock) throws IOException {
    long at = firstBlock;
    ByteBuffer some = ByteBuffer.allocate(PAGE);
    for (int i = 0; i < entries; i++) {
      if (hasData(i)) {
        some.putInt((int) (at / 512));
        at += BLOCK + PAGE;
      } else {
        some.putInt(-1);
      }
      if (!some.hasRemaining() || i == entries - 1) {
        output.write(some.array(), 0, some.position());
        some.clear();
      }
    }
  }

  /** XenServer's: a bit for each block that is whole, the highest first. */
  private void writeBatmap(int size) throws IOException {
    byte[] bits = new byte[size];
    int sum = 0;
    for (int i = 0; i < entries; i++) {
      if (hasData(i)) {
        bits[i / 8] |= (byte) (0x80 >>> (i % 8));
      }
    }
    for (byte each : bits) {
      sum += each & 0xff;
    }
    ByteBuffer header = ByteBuffer.allocate(512);
    header.put("tdbatmap".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    header.putLong(output.position() + header.capacity()).putInt(size / 512);
    header.putInt(BATMAP_VERSION).putInt(~sum);
    output.write(header.array());
    output.write(bits);
  }

  @Override
  public void chunk(Chunk chunk) throws IOException {
    long its = chunk.position() / BLOCK;
    if (its != block) {
      finishBlock();
      block = its;
      output.skip(firstBlock(output.position()) - output.position());
      output.write(bitmap);
      blockAt = output.position();
    }
    output.skip(blockAt + chunk.position() % BLOCK - output.position());
    output.write(chunk.bytes(), chunk.offset(), chunk.length());
  }

  private void finishBlock() throws IOException {
    if (block >= 0) {
      output.skip(blockAt + BLOCK - output.position());
    }
  }

  @Override
  public void finish() throws IOException {
    finishBlock();
    output.write(footer.encode());
  }
}
