package dev.slipway.disk.convert;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes one file. It is told of each chunk of the disk that has data, in ascending order, and then
 * of the end; chunks that it is not told of are zero. One thread uses it at a time.
 */
public interface Encoder extends Closeable {
  /** Takes the next chunk. Its bytes are the encoder's only until this returns. */
  void chunk(Chunk chunk) throws IOException;

  /** Writes what is left. */
  void finish() throws IOException;

  /** Gives back what it has besides its output, finished or not; more than once does no harm. */
  @Override
  default void close() throws IOException {}
}
