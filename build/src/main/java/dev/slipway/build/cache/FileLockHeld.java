package dev.slipway.build.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A lock on a file, which the kernel lets go of when the program ends, however that happens. */
final class FileLockHeld implements AutoCloseable {
  private final FileChannel channel;

  private FileLockHeld(FileChannel channel) {
    this.channel = channel;
  }

  /** A lock that others may share; empty where somebody has it for himself. */
  static Optional<FileLockHeld> shared(Path file) throws IOException {
    return lock(file, true);
  }

  /** A lock for oneself; empty where somebody has one already, in this program or another. */
  static Optional<FileLockHeld> exclusive(Path file) throws IOException {
    return lock(file, false);
  }

  private static Optional<FileLockHeld> lock(Path file, boolean shared) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      if (lock != null) {
        return Optional.of(new FileLockHeld(channel));
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      return Optional.empty();
    }
    channel.close();
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
