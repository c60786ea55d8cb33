package dev.slipway.release.compile;

import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compiled packages by what went into them. An entry is a folder, named by its key, with one file,
 * named by its own checksum; it is renamed into its place when it is whole, so no half of one is
 * ever there, and the first of two programs that make the same wins.
 */
public final class CompiledCache {
  private static final String ENDING = ".tgz";

  private final Path folder;
  private final long capacity;
  private final InstantSource clock;

  /**
   * One in a folder, which is made when it is needed.
   *
   * @param capacity bytes that {@link #prune} leaves at the most
   */
  public CompiledCache(Path folder, long capacity, InstantSource clock) {
    this.folder = folder;
    this.capacity = capacity;
    this.clock = clock;
  }

  /**
   * An archive that is there and whole; one that is damaged is taken away.
   *
   * @param link becomes another name of it, so that it stays when the entry is pruned; on the same
   *     file system
   */
  Optional<Path> find(String key, Path link) throws IOException {
    for (Path file : files(folder.resolve(key))) {
      try {
        Files.createLink(link, file);
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      } catch (NoSuchFileException e) {
        continue; // Another program has taken it away just now.
      }
      if (nameOf(link).equals(file.getFileName().toString())) {
        return Optional.of(link);
      }
      Files.delete(link);
      remove(file);
    }
    return Optional.empty();
  }

  /**
   * Keeps an archive, which stays where it is.
   *
   * @param aside a folder that is not there yet, on the same file system
   * @return the archive that is kept: another program's, where it was quicker
   */
  Path keep(String key, Path archive, Path aside) throws IOException {
    Files.createDirectories(folder);
    Files.createDirectory(aside);
    Files.createLink(aside.resolve(nameOf(archive)), archive);
    try {
      Files.move(aside, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
      return archive;
    } catch (FileSystemException e) {
      // Java has no exception of its own for a folder that has something in it here.
      Optional<Path> other = find(key, aside.resolve("other"));
      if (other.isEmpty()) {
        throw e;
      }
      return other.get();
    }
  }

  /** Takes away what was not used for the longest time, until the rest is within the capacity. */
  public void prune() throws IOException {
    record Candidate(Path file, Instant used, long size) {}
    List<Candidate> all = new ArrayList<>();
    for (Path entry : files(folder)) {
      for (Path file : files(entry)) {
        try {
          Instant used = Files.getLastModifiedTime(file).toInstant();
          all.add(new Candidate(file, used, Files.size(file)));
        } catch (NoSuchFileException e) {
          // Another program prunes too.
        }
      }
    }
    long total = all.stream().mapToLong(Candidate::size).sum();
    all.sort(Comparator.comparing(Candidate::used));
    for (Candidate each : all) {
      if (total > capacity) {
        remove(each.file());
        total -= each.size();
      }
    }
  }

  private static String nameOf(Path archive) throws IOException {
    return Digest.of(Algorithm.SHA256, archive).hex() + ENDING;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  private static void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    Path entry = file.getParent();
    try {
      if (entry != null) {
        Files.deleteIfExists(entry);
      }
    } catch (DirectoryNotEmptyException e) {
      return; // Another program has made it anew.
    }
  }
}
