package dev.slipway.release.store;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;

/** A store's archives, each under its SHA-256. */
record Shelf(Path folder) {
  private static final int PREFIX = 2;
  private static final String MEND = "; upload its release again with --fix";

  Path path(String sha256) {
    return folder.resolve(sha256.substring(0, PREFIX)).resolve(sha256);
  }

  /** Whether an archive is there; what is in it is looked at when it is used. */
  boolean has(String sha256, long size) throws IOException {
    Path path = path(sha256);
    return Files.isRegularFile(path) && Files.size(path) == size;
  }

  /** An archive that has the bytes that it had when it came. */
  Path checked(StoredPart stored) throws IOException {
    Path path = path(stored.archive());
    if (!Files.isRegularFile(path)) {
      throw new ReleaseException(
          Code.WRONG_DIGEST, "the store has lost its archive of " + stored.part().title() + MEND);
    }
    try {
      stored.part().digests().check(path, path.toString());
      return path;
    } catch (ReleaseException e) {
      throw new ReleaseException(
          Code.WRONG_DIGEST,
          "the store's archive of " + stored.part().title() + " is damaged" + MEND,
          e);
    }
  }

  /** Takes a file that is on disk already; once this returns, a crash does not undo it. */
  void put(Path file, String sha256) throws IOException {
    Path path = path(sha256);
    Path parent = folder.resolve(sha256.substring(0, PREFIX));
    Files.createDirectories(parent);
    Files.move(file, path, StandardCopyOption.ATOMIC_MOVE);
    force(parent);
    force(folder);
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Deletes archives that no row has. */
  void sweep(Set<String> kept) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        if (!kept.contains(each.getFileName().toString())) {
          Files.delete(each);
        }
      }
    }
  }
}
