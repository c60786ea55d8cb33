package dev.slipway.disk.archive;

import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A file's bytes from the first to the last. */
final class SourceStream extends InputStream {
  private static final int BUFFER = 1 << 16;

  private final FileSource file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private long position;

  SourceStream(FileSource file) {
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    return more() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(bytes, offset, count);
    return count;
  }

  private boolean more() throws IOException {
    if (!buffer.hasRemaining()) {
      int count = (int) Math.min(BUFFER, file.size() - position);
      buffer.clear().limit(count);
      file.read(position, buffer);
      buffer.flip();
      position += count;
    }
    return buffer.hasRemaining();
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, buffer.remaining() + file.size() - position);
  }
}
