package dev.slipway.cli.disk;

import dev.slipway.disk.DiskSink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written aside, as {@code NAME.part}, and gets its name when it is whole. What is
 * not written in it is a hole. What a killed program left aside is written over.
 */
final class NewFile implements DiskSink, Closeable {
  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private boolean open = true;

  private NewFile(Path target, Path part, FileChannel channel) {
    this.target = target;
    this.part = part;
    this.channel = channel;
  }

  /** Starts one. */
  static NewFile create(Path target) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            // A link of that name would lead the bytes to where nobody wants them.
            LinkOption.NOFOLLOW_LINKS);
    if (lock(channel) == null) {
      channel.close();
      throw new IOException(part + " is being written already; wait for that to end");
    }
    channel.truncate(0);
    return new NewFile(target, part, channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void write(long position, ByteBuffer data) throws IOException {
    long at = position;
    while (data.hasRemaining()) {
      at += channel.write(data, at);
    }
  }

  /**
   * Gives the file its size and its name; what had that name before is gone.
   *
   * @param size bytes, not fewer than were written
   */
  void finish(long size) throws IOException {
    if (channel.size() < size) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    open = false;
    channel.close();
  }

  /** Removes the file where it was not finished. */
  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      try (channel) {
        Files.deleteIfExists(part);
      }
    }
  }
}
