package dev.slipway.disk.vhdx;

import java.nio.ByteBuffer;

/** Zeros for buffers. */
final class Zero {
  private static final ByteBuffer SOME = ByteBuffer.allocateDirect(64 << 10).asReadOnlyBuffer();

  private Zero() {}

  /** Fills a buffer's remaining bytes. */
  static void fill(ByteBuffer target) {
    while (target.hasRemaining()) {
      target.put(SOME.slice(0, Math.min(SOME.capacity(), target.remaining())));
    }
  }
}
