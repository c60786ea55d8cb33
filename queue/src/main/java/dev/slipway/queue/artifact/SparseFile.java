package dev.slipway.queue.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes a file and leaves holes where there is nothing but zeros, so that a disk image takes no
 * more room here than where it came from. It has its length after {@link #flush}: before that, its
 * last bytes may be missing, and none are wrong.
 */
public final class SparseFile extends OutputStream {
  /** What file systems keep in one piece, and few enough that most holes are found. */
  private static final int BLOCK = 64 * 1024;

  private static final byte[] ZEROS = new byte[BLOCK];

  private final RandomAccessFile file;
  private final FileChannel channel;
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private long size;

  /** A file, which is made where it is not there; what it has is gone. */
  public SparseFile(Path path) throws IOException {
    this(path, 0);
  }

  /**
   * A file whose first bytes stay.
   *
   * @param from how many; writing begins there, and what is behind that is gone
   */
  public SparseFile(Path path, long from) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.channel = file.getChannel();
    this.size = from;
    try {
      file.setLength(from);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      // Up to where a block ends in the file: that is where holes begin and end.
      int room = BLOCK - (int) (size % BLOCK) - filled;
      if (filled == 0 && left >= room) {
        put(bytes, from, room);
        from += room;
        left -= room;
        continue;
      }
      int part = Math.min(left, room);
      System.arraycopy(bytes, from, block, filled, part);
      filled += part;
      from += part;
      left -= part;
      if (part == room) {
        put(block, 0, filled);
        filled = 0;
      }
    }
  }

  private void put(byte[] bytes, int offset, int length) throws IOException {
    boolean hole = Arrays.equals(bytes, offset, offset + length, ZEROS, 0, length);
    if (!hole) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      long at = size;
      while (buffer.hasRemaining()) {
        at += channel.write(buffer, at);
      }
    }
    size += length;
  }

  /** Writes what is left, and gives the file its length. */
  @Override
  public void flush() throws IOException {
    put(block, 0, filled);
    filled = 0;
    file.setLength(size);
  }

  /** Writes what is left, and has the disk keep it all. */
  void finish() throws IOException {
    flush();
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
