package dev.slipway.build.debian;

import dev.slipway.build.BuildException;
import dev.slipway.build.cache.FileLockHeld;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockedPackage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Package files by their SHA-256, kept between builds: what is in the archive needs no network. A
 * file whose bytes are not its name's is fetched again.
 */
public final class Archive {
  private static final int AT_ONCE = 6;

  private final Path folder;
  private final Fetcher fetcher;
  private final Clock clock;

  /** An archive in a folder. */
  public Archive(Path folder, Fetcher fetcher, Clock clock) {
    this.folder = folder;
    this.fetcher = fetcher;
    this.clock = clock;
  }

  /** Where a package's file is, or will be. */
  public Path file(LockedPackage locked) {
    return folder.resolve(locked.sha256() + ".deb");
  }

  /** Whether all of these are there, every byte as it should be. */
  public boolean hasAll(List<LockedPackage> packages) throws IOException {
    for (LockedPackage locked : packages) {
      if (!isThere(locked)) {
        return false;
      }
    }
    for (LockedPackage locked : packages) {
      if (!Fingerprint.sha256(file(locked)).equals(locked.sha256())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Fetches what is not there yet and checks every file that is.
   *
   * @param progress is told how many bytes of all are there
   */
  public void provide(Lock lock, List<LockedPackage> packages, LongConsumer progress)
      throws IOException, InterruptedException {
    AtomicLong done = new AtomicLong();
    InParallel.each(
        packages,
        AT_ONCE,
        locked -> {
          provide(lock, locked, bytes -> progress.accept(done.addAndGet(bytes)));
        });
  }

  private void provide(Lock lock, LockedPackage locked, LongConsumer progress)
      throws IOException, InterruptedException {
    Path file = file(locked);
    if (isThere(locked)) {
      if (Fingerprint.sha256(file).equals(locked.sha256())) {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        progress.accept(locked.size());
        return;
      }
      Files.delete(file); // Bits of it have changed on the disk; the mirror has a whole one.
    }
    fetch(lock, locked, progress);
  }

  private void fetch(Lock lock, LockedPackage locked, LongConsumer progress)
      throws IOException, InterruptedException {
    Path name = folder.resolve(locked.sha256() + ".lock");
    Optional<FileLockHeld> alone = lock(name);
    if (alone.isPresent()) {
      try (FileLockHeld _ = alone.get()) {
        // What an earlier run has of it is not fetched again.
        fetch(lock, locked, folder.resolve(locked.sha256() + ".part"), progress);
      } finally {
        Files.deleteIfExists(name);
      }
      return;
    }
    // Another program is fetching it too; whoever comes first puts it into its place.
    Path own = Files.createTempFile(folder, locked.sha256(), ".part");
    try {
      fetch(lock, locked, own, progress);
    } finally {
      Files.deleteIfExists(own);
    }
  }

  private static Optional<FileLockHeld> lock(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      return FileLockHeld.exclusive(file); // Of one that fetches, or that was killed.
    }
    return FileLockHeld.exclusive(file);
  }

  private void fetch(Lock lock, LockedPackage locked, Path part, LongConsumer progress)
      throws IOException, InterruptedException {
    String url = lock.url(locked);
    fetcher.fetch(url, part, locked.size(), progress);
    String sha256 = Fingerprint.sha256(part);
    if (!sha256.equals(locked.sha256()) || Files.size(part) != locked.size()) {
      long size = Files.size(part);
      Files.delete(part);
      throw new BuildException(
          BuildException.Code.DOWNLOAD,
          "%s is not the file that the lock names: it has %d bytes and SHA-256 %s, not %d and %s; it was thrown away. Try another mirror, or `--update` if the repository has changed"
              .formatted(url, size, sha256, locked.size(), locked.sha256()));
    }
    Files.move(part, file(locked), StandardCopyOption.ATOMIC_MOVE);
  }

  private boolean isThere(LockedPackage locked) throws IOException {
    Path file = file(locked);
    return Files.isRegularFile(file) && Files.size(file) == locked.size();
  }
}
