package dev.slipway.farm.task;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Files one after the other, each behind its head, and opened when its turn comes. Fills what it
 * reads into: a small packet waits until the one before has been answered.
 */
final class UploadStream extends InputStream {
  private final Iterator<Content.Source> parts;
  private final LongConsumer count;
  private InputStream in = InputStream.nullInputStream();

  /** Read by others than who reads the stream. */
  private volatile boolean atEnd;

  /**
   * Of these files.
   *
   * @param count takes how many bytes more were read, again and again
   */
  UploadStream(List<Upload> uploads, LongConsumer count) {
    this.parts = uploads.stream().flatMap(UploadStream::parts).iterator();
    this.count = count;
  }

  private static Stream<Content.Source> parts(Upload upload) {
    return Stream.of(() -> new ByteArrayInputStream(upload.head()), upload.content().source());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int filled = 0;
    while (filled < length) {
      int n = in.read(bytes, offset + filled, length - filled);
      if (n >= 0) {
        filled += n;
      } else if (parts.hasNext()) {
        in.close();
        in = parts.next().open();
      } else {
        atEnd = true;
        break;
      }
    }
    count.accept(filled);
    return filled == 0 && length > 0 ? -1 : filled;
  }

  /** Whether all of it was read. */
  boolean isAtEnd() {
    return atEnd;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
