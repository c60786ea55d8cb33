package dev.slipway.build.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file, which the kernel lets go of when the program ends, however that happens.
 *
 * <p>The kernel counts such locks by program and lets go of them as soon as the program closes the
 * file anywhere (fcntl(2), "record locks"). So this class knows which files the program has locked
 * and never opens one of these a second time; nor may anybody else open a lock file.
 */
public final class FileLockHeld implements AutoCloseable {
  private static final Map<Object, Held> IN_THIS_PROGRAM = new HashMap<>();

  private final Object key;
  private @Nullable Held held;

  private FileLockHeld(Object key, Held held) {
    this.key = key;
    this.held = held;
  }

  private static final class Held {
    private final FileChannel channel;
    private final boolean shared;
    private int users = 1;

    Held(FileChannel channel, boolean shared) {
      this.channel = channel;
      this.shared = shared;
    }
  }

  /** A lock that others may share; empty where somebody has it for himself. */
  static Optional<FileLockHeld> shared(Path file) throws IOException {
    return lock(file, true);
  }

  /** A lock for oneself; empty where somebody has one already, in this program or another. */
  public static Optional<FileLockHeld> exclusive(Path file) throws IOException {
    return lock(file, false);
  }

  private static Optional<FileLockHeld> lock(Path file, boolean shared) throws IOException {
    synchronized (IN_THIS_PROGRAM) {
      try {
        Object key = inode(file);
        Held here = IN_THIS_PROGRAM.get(key);
        if (here == null) {
          return lock(file, key, shared);
        }
        if (!shared || !here.shared) {
          return Optional.empty();
        }
        here.users++;
        return Optional.of(new FileLockHeld(key, here));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
  }

  private static Optional<FileLockHeld> lock(Path file, Object key, boolean shared)
      throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
    if (lock == null || !key.equals(inode(file))) {
      channel.close();
      return Optional.empty();
    }
    Held held = new Held(channel, shared);
    IN_THIS_PROGRAM.put(key, held);
    return Optional.of(new FileLockHeld(key, held));
  }

  private static Object inode(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() throws IOException {
    synchronized (IN_THIS_PROGRAM) {
      Held ending = held;
      held = null;
      if (ending != null && --ending.users == 0) {
        IN_THIS_PROGRAM.remove(key);
        ending.channel.close();
      }
    }
  }
}
