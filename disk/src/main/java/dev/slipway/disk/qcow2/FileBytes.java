package dev.slipway.disk.qcow2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads from a file what there is, and writes to it. */
final class FileBytes {
  private FileBytes() {}

  /** Reads until the buffer is full or the file ends. */
  static void fill(FileChannel channel, long offset, ByteBuffer target) throws IOException {
    long at = offset;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        return;
      }
      at += count;
    }
  }

  /** Writes all of the buffer. */
  static void write(FileChannel channel, long offset, ByteBuffer source) throws IOException {
    long at = offset;
    while (source.hasRemaining()) {
      at += channel.write(source, at);
    }
  }
}
