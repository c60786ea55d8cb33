package dev.slipway.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a disk to a new file, byte for byte. Blocks of zeros (4 KiB, as file systems allocate) are
 * not written, so that the file stays sparse.
 */
public final class RawFileSink implements DiskSink, Closeable {
  private static final int BLOCK = 4096;
  private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[BLOCK]);

  private final Path path;
  private final RandomAccessFile file;
  private final FileChannel channel;
  private final long size;
  private long end;

  /**
   * Makes the file.
   *
   * @param path a file that does not exist yet
   * @param size of the whole disk in bytes
   * @throws java.nio.file.FileAlreadyExistsException if there is something of that name
   */
  public RawFileSink(Path path, long size) throws IOException {
    Files.createFile(path);
    this.path = path;
    this.size = size;
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.channel = file.getChannel();
  }

  @Override
  public void write(long position, ByteBuffer data) throws IOException {
    int length = data.remaining();
    if (position < end || position + length > size) {
      throw new DiskException(
          "%s: %d bytes at %d do not fit between %d, where writing was, and the disk's end at %d"
              .formatted(path, length, position, end, size));
    }
    MemorySegment bytes = MemorySegment.ofBuffer(data);
    int run = 0;
    for (int at = 0; at < length; ) {
      int next = Math.min(length, at + BLOCK - (int) ((position + at) % BLOCK));
      if (isZero(bytes, at, next)) {
        put(position, data, run, at);
        run = next;
      }
      at = next;
    }
    put(position, data, run, length);
    data.position(data.limit());
    end = position + length;
  }

  /** Gives the file its size and closes it. */
  @Override
  public void close() throws IOException {
    try (file) {
      file.setLength(size);
    }
  }

  private static boolean isZero(MemorySegment bytes, int from, int to) {
    return MemorySegment.mismatch(bytes, from, to, ZEROS, 0, to - from) < 0;
  }

  private void put(long position, ByteBuffer data, int from, int to) throws IOException {
    ByteBuffer run = data.slice(data.position() + from, to - from);
    long at = position + from;
    try {
      while (run.hasRemaining()) {
        at += channel.write(run, at);
      }
    } catch (IOException e) {
      throw new IOException("%s: writing at %d: %s".formatted(path, at, e.getMessage()), e);
    }
  }
}
