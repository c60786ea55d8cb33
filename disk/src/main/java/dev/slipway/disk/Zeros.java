package dev.slipway.disk;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Finds bytes that need no room on a disk. */
public final class Zeros {
  private static final MemorySegment SAMPLE =
      MemorySegment.ofBuffer(ByteBuffer.allocateDirect(1 << 16)).asReadOnly();

  private Zeros() {}

  /**
   * Whether all bytes of a part of a buffer are zero.
   *
   * @param from the part's first byte, whatever the buffer's position and limit are
   */
  public static boolean are(ByteBuffer buffer, int from, int count) {
    MemorySegment bytes = MemorySegment.ofBuffer(buffer.duplicate().clear());
    long step = SAMPLE.byteSize();
    for (long at = from; at < (long) from + count; at += step) {
      long length = Math.min(step, from + count - at);
      if (bytes.asSlice(at, length).mismatch(SAMPLE.asSlice(0, length)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
