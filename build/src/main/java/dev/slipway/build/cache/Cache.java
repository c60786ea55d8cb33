package dev.slipway.build.cache;

import dev.slipway.build.BuildException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Results of steps by fingerprint, below one folder. An entry is made aside and renamed into place
 * when it is whole, so a half-written one is never found; what a killed program left is cleared
 * away by the next one. Several programs may use one cache at the same time.
 *
 * <pre>
 * steps/FINGERPRINT/result   what the step made
 * steps/FINGERPRINT/index    a checksum of each file in it; its time is that of the last use
 * steps/FINGERPRINT/lock     held, shared, by whoever uses the entry
 * staging/…                  results in the making, each with a lock of its maker's
 * archive/…                  packages, by their SHA-256
 * </pre>
 */
public final class Cache implements AutoCloseable {
  private final Path root;
  private final long capacity;
  private final Clock clock;
  private final Map<String, FileLockHeld> used = new ConcurrentHashMap<>();
  private final Set<String> verified = ConcurrentHashMap.newKeySet();

  /**
   * Opens a cache, made where there is none.
   *
   * @param capacity bytes that {@link #prune} leaves at the most
   */
  public static Cache open(Path root, long capacity, Clock clock) throws IOException {
    Cache cache = new Cache(root, capacity, clock);
    for (String folder : List.of("steps", "staging", "archive", "history")) {
      Files.createDirectories(cache.root.resolve(folder));
    }
    Staging.reap(cache.root.resolve("staging"));
    return cache;
  }

  /** A cache to be looked at only; it need not be there. */
  public static Cache look(Path root, Clock clock) {
    return new Cache(root, Long.MAX_VALUE, clock);
  }

  private Cache(Path root, long capacity, Clock clock) {
    this.root = root.toAbsolutePath();
    this.capacity = capacity;
    this.clock = clock;
  }

  public Path root() {
    return root;
  }

  /** Whether there is a result, without using it. */
  public boolean contains(Fingerprint fingerprint) {
    return Files.isDirectory(entry(fingerprint).resolve("result"));
  }

  /**
   * The result of a step, if it is there; it will not be pruned until this cache is closed.
   *
   * @return the folder with what the step made
   */
  public Optional<Path> find(Fingerprint fingerprint) throws IOException {
    Path entry = entry(fingerprint);
    if (!used.containsKey(fingerprint.id())) {
      Optional<FileLockHeld> held = FileLockHeld.shared(entry.resolve("lock"));
      if (held.isEmpty()) {
        return Optional.empty();
      }
      if (!contains(fingerprint)) {
        held.get().close();
        return Optional.empty();
      }
      FileLockHeld other = used.putIfAbsent(fingerprint.id(), held.get());
      if (other != null) {
        held.get().close();
      }
      touch(entry.resolve("index"));
    }
    return Optional.of(entry.resolve("result"));
  }

  private void touch(Path index) throws IOException {
    try {
      Files.setLastModifiedTime(index, FileTime.from(clock.instant()));
    } catch (NoSuchFileException e) {
      return; // Whoever uses the entry's bytes checks them, and finds that the index is gone.
    }
  }

  /** Begins a result, aside. */
  public Staging stage() throws IOException {
    return Staging.create(root.resolve("staging"));
  }

  /** Puts a finished result into its place; where another program was quicker, its result stays. */
  public Path commit(Staging staging, Fingerprint fingerprint) throws IOException {
    Index.write(staging.result(), staging.folder().resolve("index"));
    Files.createFile(staging.folder().resolve("lock"));
    try {
      Files.move(staging.folder(), entry(fingerprint), StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new BuildException(
          BuildException.Code.CACHE, root + ": the cache must be one file system", e);
    } catch (FileSystemException e) {
      // Java has no exception of its own for ENOTEMPTY here.
      if (!contains(fingerprint)) {
        throw e;
      }
      staging.discard();
    }
    staging.close();
    verified.add(fingerprint.id());
    return find(fingerprint)
        .orElseThrow(() ->
            new BuildException(
                BuildException.Code.CACHE,
                entry(fingerprint) + " vanished as it was made; run the command again"));
  }

  /**
   * Checks that an entry's files are what was stored, and drops the entry where they are not; once
   * for each entry, since nobody changes them while they are used.
   *
   * @throws BuildException naming the file that changed; the next run makes the entry anew
   */
  public void verify(Fingerprint fingerprint) throws IOException {
    if (verified.contains(fingerprint.id())) {
      return;
    }
    Path entry = entry(fingerprint);
    Optional<String> fault = Index.check(entry.resolve("result"), entry.resolve("index"));
    if (fault.isPresent()) {
      drop(fingerprint);
      throw new BuildException(
          BuildException.Code.CACHE,
          "cache entry "
              + entry
              + ": "
              + fault.get()
              + " is not what was stored; the entry has been dropped, run the command again");
    }
    verified.add(fingerprint.id());
  }

  /** Takes an entry away. */
  public void drop(Fingerprint fingerprint) throws IOException {
    verified.remove(fingerprint.id());
    FileLockHeld held = used.remove(fingerprint.id());
    if (held != null) {
      held.close();
    }
    remove(entry(fingerprint));
  }

  /** Takes away what was not used for the longest time, until the cache is within its capacity. */
  public void prune() throws IOException {
    record Candidate(Path entry, Instant lastUsed, long size) {}
    List<Candidate> candidates = new ArrayList<>();
    long total = 0;
    try (Stream<Path> entries = Files.list(root.resolve("steps"))) {
      for (Path entry : entries.toList()) {
        Path index = entry.resolve("index");
        long size = Index.size(index);
        candidates.add(new Candidate(entry, lastUse(index), size));
        total += size;
      }
    }
    try (Stream<Path> packages = Files.list(root.resolve("archive"))) {
      // What is still being fetched has another ending.
      for (Path file : packages.filter(f -> f.toString().endsWith(".deb")).toList()) {
        long size = sizeOf(file);
        candidates.add(new Candidate(file, lastUse(file), size));
        total += size;
      }
    }
    candidates.sort(Comparator.comparing(Candidate::lastUsed));
    for (Candidate candidate : candidates) {
      if (total <= capacity) {
        return;
      }
      if (Files.isRegularFile(candidate.entry())) {
        Files.deleteIfExists(candidate.entry());
        total -= candidate.size();
      } else if (removeUnused(candidate.entry())) {
        total -= candidate.size();
      }
    }
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0; // Another program was quicker.
    }
  }

  private static Instant lastUse(Path index) throws IOException {
    try {
      return Files.getLastModifiedTime(index).toInstant();
    } catch (NoSuchFileException e) {
      return Instant.EPOCH;
    }
  }

  private boolean removeUnused(Path entry) throws IOException {
    Optional<FileLockHeld> alone = FileLockHeld.exclusive(entry.resolve("lock"));
    if (alone.isEmpty()) {
      return false;
    }
    try (FileLockHeld _ = alone.get()) {
      remove(entry);
    }
    return true;
  }

  private void remove(Path entry) throws IOException {
    Staging grave = stage();
    try {
      Files.move(entry, grave.folder().resolve("removed"), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // Another program was quicker.
    } finally {
      grave.discard();
      grave.close();
    }
  }

  private Path entry(Fingerprint fingerprint) {
    return root.resolve("steps").resolve(fingerprint.folder());
  }

  @Override
  public void close() throws IOException {
    for (FileLockHeld held : used.values()) {
      held.close();
    }
    used.clear();
  }
}
