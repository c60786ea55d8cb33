package dev.slipway.cloud.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A folder that goes when it is closed, or, where its owner is killed, when the next one is made
 * beside it: its lock is free then.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final String LOCK = ".lock";

  private final Path path;
  private final FolderLock lock;

  private TemporaryFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes a folder, and removes those whose owners are gone.
   *
   * @param parent where; made where it is missing
   * @param prefix how its name begins
   */
  public static TemporaryFolder create(Path parent, String prefix)
      throws IOException, InterruptedException {
    Files.createDirectories(parent);
    try (FolderLock _ = FolderLock.take(parent.resolve(LOCK))) {
      for (Path folder : folders(parent, prefix)) {
        Optional<FolderLock> free = FolderLock.tryTake(folder.resolve(LOCK));
        if (free.isPresent()) {
          try (FolderLock _ = free.get()) {
            delete(folder);
          }
        }
      }
      Path path = Files.createTempDirectory(parent, prefix).toAbsolutePath();
      return new TemporaryFolder(path, FolderLock.take(path.resolve(LOCK)));
    }
  }

  /** Its absolute path. */
  public Path path() {
    return path;
  }

  private static List<Path> folders(Path parent, String prefix) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, prefix + "*")) {
      return StreamSupport.stream(all.spliterator(), false).filter(Files::isDirectory).toList();
    }
  }

  /** Removes a folder and all that is in it; symbolic links are removed, not followed. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      delete(path);
    }
  }
}
