package dev.slipway.cli.disk;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What a machine sees of a disk, for those who read partition tables. */
record AsSource(Disk disk) implements DiskSource {
  @Override
  public long size() {
    return disk.size();
  }

  @Override
  public void read(long position, ByteBuffer into) throws IOException {
    if (position < 0 || into.remaining() > disk.size() - position) {
      throw new DiskException(
          "the disk ends at byte %d, before the %d bytes at %d"
              .formatted(disk.size(), into.remaining(), position));
    }
    disk.read(position, into);
  }
}
