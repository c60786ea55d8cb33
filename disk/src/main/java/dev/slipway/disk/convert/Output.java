package dev.slipway.disk.convert;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is written from its start to its end. */
public interface Output {
  /** Where the next byte goes, in bytes from the file's start. */
  long position();

  /** Writes a part of an array. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Writes an array. */
  default void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  /** Writes the remaining bytes of a buffer that has an array. */
  default void write(ByteBuffer bytes) throws IOException {
    write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    bytes.position(bytes.limit());
  }

  /** Writes zeros, which need no room where files can have holes. */
  void skip(long count) throws IOException;

  /** Writes zeros up to the next multiple of a number of bytes. */
  default void align(long unit) throws IOException {
    long rest = position() % unit;
    if (rest > 0) {
      skip(unit - rest);
    }
  }

  /**
   * Writes over what was written before; for encoders that say that they do so.
   *
   * @param position the first byte's place; the last one lies before {@link #position()}
   */
  void patch(long position, byte[] bytes) throws IOException;
}
