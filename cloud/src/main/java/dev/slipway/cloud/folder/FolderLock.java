package dev.slipway.cloud.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * One at a time, among the threads of this program and among programs. The kernel lets go of it
 * when a program is killed. Threads are kept apart before the file is opened, since closing a file
 * anywhere in a program frees the program's locks on it (fcntl(2)).
 */
public final class FolderLock implements AutoCloseable {
  private static final Map<Path, Semaphore> THREADS = new ConcurrentHashMap<>();

  private final Semaphore turn;
  private final FileChannel channel;

  private FolderLock(Semaphore turn, FileChannel channel) {
    this.turn = turn;
    this.channel = channel;
  }

  /** Waits for the lock of a file, which is made where it is missing. */
  public static FolderLock take(Path file) throws IOException, InterruptedException {
    Semaphore turn = turn(file);
    turn.acquire();
    return lock(file, turn, true).orElseThrow();
  }

  /** Takes the lock of a file, which is made where it is missing, unless it is taken already. */
  public static Optional<FolderLock> tryTake(Path file) throws IOException {
    Semaphore turn = turn(file);
    return turn.tryAcquire() ? lock(file, turn, false) : Optional.empty();
  }

  private static Semaphore turn(Path file) {
    return THREADS.computeIfAbsent(file.toAbsolutePath(), path -> new Semaphore(1));
  }

  private static Optional<FolderLock> lock(Path file, Semaphore turn, boolean wait)
      throws IOException {
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = (wait ? channel.lock() : channel.tryLock()) != null;
      return locked ? Optional.of(new FolderLock(turn, channel)) : Optional.empty();
    } finally {
      if (!locked) {
        turn.release();
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      turn.release();
    }
  }
}
