package dev.slipway.disk.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A block's bytes while it is put together, and the same as little-endian numbers. */
final class Block {
  final byte[] bytes = new byte[Format.BLOCK];
  final ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  /** Makes it all zero. */
  Block clear() {
    Arrays.fill(bytes, (byte) 0);
    return this;
  }
}
