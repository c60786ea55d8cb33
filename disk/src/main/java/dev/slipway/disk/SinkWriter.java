package dev.slipway.disk;

import dev.slipway.disk.tree.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Writes small pieces and files' contents to a sink in pieces of up to 1 MiB, going forward only.
 * What is jumped over stays a hole, unless the jump is short.
 */
public final class SinkWriter {
  private static final int CAPACITY = 1 << 20;
  private static final int SHORT_GAP = 4096;

  private final DiskSink sink;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);
  private long start;

  /**
   * A writer that begins at a position.
   *
   * @param position bytes from the disk's start
   */
  public SinkWriter(DiskSink sink, long position) {
    this.sink = sink;
    begin(position);
  }

  /** Where the next byte goes, in bytes from the disk's start. */
  public long position() {
    return start + buffer.position();
  }

  /**
   * Goes on at a position; what lies between is zero.
   *
   * @throws IllegalArgumentException for a position behind the current one
   */
  public void seek(long position) throws IOException {
    long gap = position - position();
    if (gap < 0) {
      throw new IllegalArgumentException("cannot go back from " + position() + " to " + position);
    }
    if (gap <= Math.min(SHORT_GAP, buffer.remaining())) {
      for (long i = 0; i < gap; i++) {
        buffer.put((byte) 0);
      }
    } else {
      flush();
      begin(position);
    }
  }

  /** Writes bytes. */
  public void write(byte[] bytes) throws IOException {
    write(ByteBuffer.wrap(bytes));
  }

  /** Writes the buffer's remaining bytes. */
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int length = Math.min(room(), bytes.remaining());
      buffer.put(buffer.position(), bytes, bytes.position(), length);
      buffer.position(buffer.position() + length);
      bytes.position(bytes.position() + length);
    }
  }

  /**
   * Writes a file's bytes, exactly as many as its content says.
   *
   * @param path names the file in errors
   * @throws DiskException when the content ends too early
   */
  public void write(Content content, String path) throws IOException {
    if (content instanceof Content.Bytes(byte[] bytes)) {
      write(bytes);
      return;
    }
    try (ReadableByteChannel in = content.open()) {
      long left = content.size();
      while (left > 0) {
        int room = room();
        buffer.limit(buffer.position() + (int) Math.min(room, left));
        int length = in.read(buffer);
        buffer.limit(end());
        if (length < 0) {
          throw new DiskException(
              "%s: %d bytes were expected, but it ended %d bytes early; has it been changed meanwhile?"
                  .formatted(path, content.size(), left));
        }
        left -= length;
      }
    }
  }

  /** Hands everything to the sink. To be called at the end. */
  public void flush() throws IOException {
    long next = position();
    buffer.flip();
    if (buffer.hasRemaining()) {
      sink.write(start, buffer);
    }
    begin(next);
  }

  private int room() throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    return buffer.remaining();
  }

  private void begin(long position) {
    start = position;
    buffer.clear();
    buffer.limit(end());
  }

  /** Pieces end where the disk position is a multiple of their size, so that blocks stay whole. */
  private int end() {
    return (int) (CAPACITY - start % CAPACITY);
  }
}
