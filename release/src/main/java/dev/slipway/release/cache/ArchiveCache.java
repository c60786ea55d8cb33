package dev.slipway.release.cache;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.digest.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Archives of builds by their checksums. It is the BOSH client's own folder unless another is
 * chosen, so that a release directory can be used by both.
 */
public final class ArchiveCache {
  private final Path folder;

  /** In a folder, which is made when it is needed. */
  public ArchiveCache(Path folder) {
    this.folder = folder;
  }

  /** Where it is, whether or not it is there. */
  public Path path(Digests digests) {
    return folder.resolve(digests.toString());
  }

  /** A file of it that is whole; one that is not is left out. */
  public Optional<Path> find(Digests digests) throws IOException {
    Path path = path(digests);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      digests.check(path, path.toString());
      return Optional.of(path);
    } catch (ReleaseException e) {
      return Optional.empty();
    }
  }

  /** A file to lock by, for a word of letters and digits. */
  public Path lock(String word) throws IOException {
    Files.createDirectories(folder);
    return folder.resolve(".lock-" + word);
  }

  /** A new file beside those that are kept, for what is to be kept. */
  public Path begin() throws IOException {
    Files.createDirectories(folder);
    return Files.createTempFile(folder, ".new-", "");
  }

  /** Keeps a file that was begun here; in the place of one that was damaged, if there is one. */
  public Path keep(Path begun, Digests digests) throws IOException {
    return Files.move(begun, path(digests), StandardCopyOption.ATOMIC_MOVE);
  }
}
