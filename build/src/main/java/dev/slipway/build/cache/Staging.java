package dev.slipway.build.cache;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A result in the making: a folder that is its maker's alone until it is committed. */
public final class Staging implements AutoCloseable {
  private final Path folder;
  private final Path lockFile;
  private final FileLockHeld lock;

  private Staging(Path folder, Path lockFile, FileLockHeld lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** Begins one below a folder. */
  public static Staging create(Path parent) throws IOException {
    while (true) {
      String name = UUID.randomUUID().toString().substring(0, 13);
      Path lockFile = Files.createFile(parent.resolve(name + ".lock"));
      Optional<FileLockHeld> lock = FileLockHeld.exclusive(lockFile);
      // Another program's reaper may have come between the two lines above.
      if (lock.isPresent() && Files.exists(lockFile)) {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.createDirectory(folder.resolve("result"));
        return new Staging(folder, lockFile, lock.get());
      }
    }
  }

  /**
   * Begins one below a folder that is made for it, and that {@link #removeIfEmpty} may take away at
   * any time.
   */
  public static Staging createBelow(Path parent) throws IOException {
    while (true) {
      Files.createDirectories(parent);
      try {
        reap(parent);
        return create(parent);
      } catch (NoSuchFileException e) {
        if (Files.isDirectory(parent)) {
          throw e;
        }
      }
    }
  }

  /** Clears away what makers left that are no more. */
  public static void reap(Path parent) throws IOException {
    List<Path> locks;
    try (Stream<Path> files = Files.list(parent)) {
      locks = files.filter(f -> f.toString().endsWith(".lock")).toList();
    }
    for (Path lockFile : locks) {
      Optional<FileLockHeld> free = FileLockHeld.exclusive(lockFile);
      if (free.isPresent()) {
        try (FileLockHeld _ = free.get()) {
          String name = lockFile.getFileName().toString();
          Trees.delete(parent.resolve(name.substring(0, name.length() - ".lock".length())));
          Files.deleteIfExists(lockFile);
        }
      }
    }
  }

  /** Takes the folder of makers away once there are none. */
  public static void removeIfEmpty(Path parent) throws IOException {
    try {
      Files.deleteIfExists(parent);
    } catch (DirectoryNotEmptyException e) {
      return; // Another program is making something.
    }
  }

  /** Everything of this maker's; a place for scratch beside the result. */
  public Path folder() {
    return folder;
  }

  /** Where the result goes. */
  public Path result() {
    return folder.resolve("result");
  }

  /** Takes all of it away. */
  public void discard() throws IOException {
    Trees.delete(folder);
  }

  /** Ends the making; what was not committed goes. */
  @Override
  public void close() throws IOException {
    discard();
    lock.close();
    Files.deleteIfExists(lockFile);
  }
}
