package dev.slipway.disk.raw;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file or block device that holds the disk's bytes as they are. */
public final class RawDisk implements Disk {
  private final Path file;
  private final FileChannel channel;
  private final boolean writable;
  private final long size;
  private final @Nullable HoleSeeker holes;

  private RawDisk(Path file, FileChannel channel, boolean writable, @Nullable HoleSeeker holes)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.writable = writable;
    this.size = channel.size();
    this.holes = holes;
  }

  /** Opens one for reading. */
  public static RawDisk open(Path file) throws IOException {
    return open(file, false);
  }

  /**
   * Opens one.
   *
   * @param writable for writing too; the size stays as it is
   */
  public static RawDisk open(Path file, boolean writable) throws IOException {
    FileChannel channel =
        writable
            ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : FileChannel.open(file, StandardOpenOption.READ);
    return open(file, channel, writable);
  }

  /** Takes a file's channel for reading and writing, which is closed with the disk. */
  public static RawDisk over(Path file, FileChannel channel) throws IOException {
    return open(file, channel, true);
  }

  private static RawDisk open(Path file, FileChannel channel, boolean writable) throws IOException {
    try {
      HoleSeeker holes = HoleSeeker.available() ? HoleSeeker.open(file) : null;
      return new RawDisk(file, channel, writable, holes);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    Objects.checkFromIndexSize(position, target.remaining(), size);
    long at = position;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        throw new DiskException(
            "%s ends at byte %d: it was %d bytes long when it was opened, do not shorten it in use"
                .formatted(file, at, size));
      }
      at += count;
    }
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    Objects.checkFromIndexSize(position, source.remaining(), size);
    if (!writable) {
      throw new DiskException(file + " is open for reading only");
    }
    long at = position;
    while (source.hasRemaining()) {
      at += channel.write(source, at);
    }
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) throws IOException {
    Objects.checkFromToIndex(from, to, size);
    if (from == to) {
      return null;
    }
    if (holes == null) {
      return new Extent(from, to - from);
    }
    long start = holes.data(from);
    if (start >= to) {
      return null;
    }
    long end = Math.min(to, holes.hole(start));
    return new Extent(start, end - start);
  }

  @Override
  public void flush() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    if (holes != null) {
      holes.close();
    }
    channel.close();
  }
}
