package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskSink;
import dev.slipway.disk.Volume;
import dev.slipway.disk.tree.Directory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes volumes into sparse files. */
final class Images {
  static final long MIB = 1 << 20;
  static final long TIME = 1_700_000_000L;
  static final UUID ID = UUID.fromString("11111111-2222-4333-8444-555555555555");

  private Images() {}

  static Ext4Options options(long size) {
    return new Ext4Options(size, ID, "root", TIME);
  }

  static Path write(Directory root, long size, Path image) throws IOException {
    write(Ext4Volume.layout(root, options(size)), image);
    return image;
  }

  static void write(Volume volume, Path image) throws IOException {
    try (FileChannel channel =
        FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      volume.writeTo(0, new Ascending(channel));
      channel.write(ByteBuffer.allocate(1), volume.size() - 1);
    }
  }

  /** Takes bytes in ascending order only. */
  private static final class Ascending implements DiskSink {
    private final FileChannel channel;
    private long end;

    Ascending(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(long position, ByteBuffer data) throws IOException {
      if (position < end) {
        throw new IllegalArgumentException("written at " + position + " after " + end);
      }
      end = position + data.remaining();
      while (data.hasRemaining()) {
        channel.write(data, end - data.remaining());
      }
    }
  }
}
