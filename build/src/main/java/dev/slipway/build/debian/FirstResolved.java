package dev.slipway.build.debian;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.lock.Lock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * When packages were resolved first. A lock's time is part of what an image is made of: where the
 * same packages come of resolving once more, they keep the time that they had, so that what was
 * built of them is in the cache. For one program at a time.
 *
 * @param folder has a file for each set of packages, with its time
 */
record FirstResolved(Path folder) {
  /** The lock, with the time of the first that has the same packages. */
  Lock first(Lock lock) throws IOException {
    String packages = at(lock, Instant.EPOCH).text();
    Path file =
        folder.resolve(
            Fingerprint.sha256(packages.getBytes(StandardCharsets.UTF_8)).substring(0, 16));
    try {
      return at(lock, Instant.parse(Files.readString(file)));
    } catch (NoSuchFileException | DateTimeException e) {
      Files.createDirectories(folder);
      Path whole = Files.writeString(folder.resolve("new"), lock.time().toString());
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      return lock;
    }
  }

  private static Lock at(Lock lock, Instant time) {
    return new Lock(lock.architecture(), lock.inputs(), time, lock.repositories(), lock.packages());
  }
}
