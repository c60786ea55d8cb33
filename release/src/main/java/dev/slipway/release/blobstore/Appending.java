package dev.slipway.release.blobstore;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/** A file that grows at its end, and only so far. */
final class Appending implements Closeable {
  private final FileChannel out;
  private final long most;
  private final LongConsumer came;
  private long size;

  private Appending(FileChannel out, long most, LongConsumer came) throws IOException {
    this.out = out;
    this.most = most;
    this.came = came;
    this.size = out.size();
  }

  static Appending to(Path file, long most, LongConsumer came) throws IOException {
    return new Appending(
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE), most, came);
  }

  long size() {
    return size;
  }

  /** Forgets what is there. */
  void restart() throws IOException {
    out.truncate(0);
    came.accept(-size);
    size = 0;
  }

  void write(ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    if (size + count > most) {
      throw new ReleaseException(
          Code.WRONG_DIGEST, "more than the %,d bytes came that there should be".formatted(most));
    }
    while (bytes.hasRemaining()) {
      size += out.write(bytes, size);
    }
    came.accept(count);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
