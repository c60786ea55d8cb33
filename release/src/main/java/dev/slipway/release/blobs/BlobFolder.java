package dev.slipway.release.blobs;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.directory.BlobIndex;
import dev.slipway.release.directory.ReleaseDirectory;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files in {@code blobs}: nothing is written or removed outside of it. */
final class BlobFolder {
  private final Path root;

  BlobFolder(ReleaseDirectory directory) {
    this.root = directory.blobs();
  }

  /**
   * Where a blob is, or is to be.
   *
   * @throws ReleaseException with {@link Code#CONFLICT} where a link is on the way
   */
  Path path(String blob) throws ReleaseException {
    Path path = root.resolve(BlobIndex.checked(blob));
    for (Path p = path; p != null && !p.equals(root.getParent()); p = p.getParent()) {
      if (Files.isSymbolicLink(p)) {
        throw new ReleaseException(
            Code.CONFLICT,
            p
                + " is a link, and blobs are files of their own; remove it, or all that an old"
                + " client left with `slipway release reset`");
      }
    }
    return path;
  }

  /** A blob's file where it is the right one. */
  Optional<Path> find(String blob, BlobIndex.Blob wanted) throws IOException {
    Path path = path(blob);
    if (!Files.isRegularFile(path) || Files.size(path) != wanted.size()) {
      return Optional.empty();
    }
    return isOf(path, wanted.digests()) ? Optional.of(path) : Optional.empty();
  }

  private static boolean isOf(Path path, Digests digests) throws IOException {
    try {
      digests.check(path, path.toString());
      return true;
    } catch (ReleaseException e) {
      return false;
    }
  }

  /** Puts a copy of a file there, whole or not at all. */
  void put(String blob, Path file) throws IOException {
    Path path = path(blob);
    if (Files.isDirectory(path)) {
      throw new ReleaseException(
          Code.CONFLICT, path + " is a folder; give the blob a path of its own");
    }
    Path parent = path.getParent() == null ? root : path.getParent();
    Files.createDirectories(parent);
    Path begun = Files.createTempFile(root, ".new-blob-", "");
    try {
      Files.copy(file, begun, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(begun, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(begun, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(begun);
    }
  }

  /** Removes a blob's file, and folders that are empty then. */
  void remove(String blob) throws IOException {
    Path path = path(blob);
    if (Files.isDirectory(path)) {
      throw new ReleaseException(Code.CONFLICT, path + " is a folder of blobs; name one of them");
    }
    Files.deleteIfExists(path);
    for (Path p = path.getParent(); p != null && !p.equals(root); p = p.getParent()) {
      if (!Files.isDirectory(p) || !isEmpty(p)) {
        return;
      }
      Files.delete(p);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  /** The paths of all files and links that are there. */
  Set<String> files() throws IOException {
    Set<String> found = new TreeSet<>();
    if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      return found;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(root.relativize(file).toString());
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
