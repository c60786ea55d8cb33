package dev.slipway.disk.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/** Reads a stretch of a file from its start to its end. */
final class SliceChannel implements ReadableByteChannel {
  private final FileChannel file;
  private final long end;
  private long position;

  SliceChannel(FileChannel file, long offset, long size) {
    this.file = file;
    this.position = offset;
    this.end = offset + size;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= end) {
      return -1;
    }
    int limit = target.limit();
    target.limit(target.position() + (int) Math.min(target.remaining(), end - position));
    int length = file.read(target, position);
    target.limit(limit);
    position += Math.max(0, length);
    return length;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
