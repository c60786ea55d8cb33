package dev.slipway.disk.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Gathers ascending blocks into large buffers; what follows on each other goes out in one write.
 */
final class BlockStream {
  private static final byte[] ZEROS = new byte[Format.BLOCK];

  private final Relay relay;
  private ByteBuffer buffer;
  private long start;

  BlockStream(Relay relay) throws InterruptedException {
    this.relay = relay;
    buffer = relay.take();
  }

  /** A buffer at the place of a block, with room for one block at least. */
  ByteBuffer at(long block) throws IOException, InterruptedException {
    long place = block * Format.BLOCK;
    if (buffer.position() > 0 && (place != start + buffer.position() || !buffer.hasRemaining())) {
      flush();
    }
    if (buffer.position() == 0) {
      start = place;
    }
    return buffer;
  }

  /** Fills the last block up with zeros. */
  void pad() {
    int over = buffer.position() % Format.BLOCK;
    if (over > 0) {
      buffer.put(ZEROS, 0, Format.BLOCK - over);
    }
  }

  /** Adds whole blocks. */
  void put(long block, byte[] bytes, int from, int blocks)
      throws IOException, InterruptedException {
    for (int i = 0; i < blocks; i++) {
      at(block + i).put(bytes, from + i * Format.BLOCK, Format.BLOCK);
    }
  }

  /** Hands over what is gathered. */
  void flush() throws InterruptedException {
    if (buffer.position() > 0) {
      relay.give(start, buffer);
      buffer = relay.take();
    }
  }
}
