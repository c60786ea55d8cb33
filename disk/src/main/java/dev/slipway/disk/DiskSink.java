package dev.slipway.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes a disk's bytes in ascending order. What is left out is zero. A sink is used by one thread
 * at a time.
 */
public interface DiskSink {
  /**
   * Takes the buffer's remaining bytes for a position in the disk. The buffer is the caller's again
   * when this returns.
   *
   * @param position bytes from the disk's start, not below the end of what was written before
   */
  void write(long position, ByteBuffer data) throws IOException;
}
