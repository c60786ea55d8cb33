package dev.slipway.disk.qcow2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file that takes a number of changes and then no more, as when its program is killed. */
public final class StoppingChannel extends FileChannel {
  private final FileChannel file;
  private final boolean half;
  private long left;
  private boolean stopped;

  private StoppingChannel(FileChannel file, long changes, boolean half) {
    this.file = file;
    this.left = changes;
    this.half = half;
  }

  /**
   * Opens a file.
   *
   * @param changes how many writes and truncations are done
   * @param half whether half of the one after is done, too, if it is longer than an entry
   */
  public static StoppingChannel over(Path file, long changes, boolean half) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return new StoppingChannel(channel, changes, half);
  }

  /** Whether there was one more than are done. */
  public boolean stopped() {
    return stopped;
  }

  /** An image that is written to through this. */
  public Qcow2Disk image(Path image) throws IOException {
    return Qcow2Disk.open(image, BackingChain.from(image, List.of()), this, true);
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    if (left-- > 0) {
      return file.write(source, position);
    }
    if (!stopped && half && source.remaining() > 24) {
      file.write(source.duplicate().limit(source.position() + source.remaining() / 2), position);
    }
    stopped = true;
    throw new IOException("stopped");
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    if (left-- > 0) {
      file.truncate(size);
      return this;
    }
    stopped = true;
    throw new IOException("stopped");
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return file.read(target, position);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void force(boolean metadata) {
    // A killed program's writes are in the system's hands already; that saves the tests time.
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }

  @Override
  public int read(ByteBuffer target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel position(long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
