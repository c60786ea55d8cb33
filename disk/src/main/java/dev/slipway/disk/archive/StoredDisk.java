package dev.slipway.disk.archive;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Extent;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A disk's bytes as they are, in an archive or unpacked. */
record StoredDisk(FileSource bytes) implements Disk {
  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    Objects.checkFromIndexSize(position, target.remaining(), size());
    bytes.read(position, target);
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    throw new DiskException(bytes.name() + " is open for reading only");
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) {
    Objects.checkFromToIndex(from, to, size());
    if (bytes instanceof Content content) {
      return content.nextExtent(from, to);
    }
    return from == to ? null : new Extent(from, to - from);
  }

  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
