package dev.slipway.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a disk that is a file, byte for byte. */
record RawFileSource(FileChannel channel, String name, long size) implements DiskSource {
  @Override
  public void read(long position, ByteBuffer into) throws IOException {
    if (position < 0 || into.remaining() > size - position) {
      throw new DiskException(
          "%s: %d bytes at %d lie beyond its end at %d"
              .formatted(name, into.remaining(), position, size));
    }
    long at = position;
    while (into.hasRemaining()) {
      int length = channel.read(into, at);
      if (length < 0) {
        throw new DiskException(
            "%s: has become shorter than %d bytes while it was read".formatted(name, size));
      }
      at += length;
    }
  }
}
