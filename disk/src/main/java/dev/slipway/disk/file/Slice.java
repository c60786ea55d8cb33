package dev.slipway.disk.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A part of a file. */
record Slice(FileSource whole, long offset, long size, String name) implements FileSource {
  Slice {
    Objects.checkFromIndexSize(offset, size, whole.size());
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    if (position < 0 || target.remaining() > size - position) {
      throw Fault.at(name, position, "data", "its %d bytes end before this".formatted(size));
    }
    whole.read(offset + position, target);
  }

  @Override
  public void close() {
    // The whole is its owner's.
  }
}
