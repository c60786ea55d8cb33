package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A disk that can be read up to a place. */
record FailingDisk(Disk disk, long from) implements Disk {
  @Override
  public long size() {
    return disk.size();
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    if (position + target.remaining() > from) {
      throw new IOException("the disk fails at " + from);
    }
    disk.read(position, target);
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    disk.write(position, source);
  }

  @Override
  public Extent nextExtent(long start, long to) throws IOException {
    return disk.nextExtent(start, to);
  }

  @Override
  public void flush() throws IOException {
    disk.flush();
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }
}
