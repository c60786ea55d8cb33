package dev.slipway.disk.qcow2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file that takes a number of writes and then no more, as when its program is killed. */
final class StoppingChannel extends FileChannel {
  private final FileChannel file;
  private final boolean half;
  private long left;
  private boolean stopped;

  /**
   * @param writes how many are done
   * @param half whether half of the one after is done, too, if it is longer than an entry
   */
  StoppingChannel(FileChannel file, long writes, boolean half) {
    this.file = file;
    this.left = writes;
    this.half = half;
  }

  /** Whether all writes were done. */
  boolean stopped() {
    return stopped;
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
  public int read(ByteBuffer target, long position) throws IOException {
    return file.read(target, position);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void force(boolean metadata) throws IOException {
    file.force(metadata);
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
  public FileChannel truncate(long size) {
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
