package dev.slipway.release.render;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is a rendered job, as it would be on an instance. */
public final class RenderedFolder {
  private static final String FOLDER = "rwxr-x---";

  private RenderedFolder() {}

  /**
   * Whether a job can be written there, before it is rendered.
   *
   * @throws ReleaseException with {@link Code#CONFLICT} where something else than a rendered job is
   *     there
   */
  public static void check(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new ReleaseException(Code.CONFLICT, folder + " is no folder; name another");
    }
    try (Stream<Path> all = Files.list(folder)) {
      if (all.findAny().isPresent() && !Files.isRegularFile(folder.resolve(JobTemplates.LINKS))) {
        throw new ReleaseException(
            Code.CONFLICT,
            folder + " has something else in it than a rendered job; name an empty folder");
      }
    }
  }

  /**
   * Writes all files, in place of the rendered job that may be there; or nothing where that fails.
   */
  public static void write(Path folder, List<RenderedFile> files) throws IOException {
    check(folder);
    Path place = folder.toAbsolutePath().normalize();
    Path above = place.getParent();
    if (above == null) {
      throw new ReleaseException(Code.CONFLICT, folder + " is the root folder; name another");
    }
    Files.createDirectories(above);
    Path begun = Files.createTempDirectory(above, ".new-");
    try {
      for (RenderedFile each : files) {
        write(begun, each);
      }
      Files.setPosixFilePermissions(begun, PosixFilePermissions.fromString(FOLDER));
      if (Files.exists(place)) {
        // Renamed out of the way first: there is always one of both.
        Path old = Files.createTempDirectory(above, ".old-");
        Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
        Files.move(begun, place, StandardCopyOption.ATOMIC_MOVE);
        delete(old);
      } else {
        Files.move(begun, place, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      delete(begun);
    }
  }

  private static void write(Path root, RenderedFile file) throws IOException {
    Path path = root.resolve(file.path()).normalize();
    if (!path.startsWith(root) || path.equals(root)) {
      throw new ReleaseException(Code.INVALID, file.path() + " is not below the job's folder");
    }
    // The file's folders, from the outermost.
    for (int names = root.getNameCount() + 1; names < path.getNameCount(); names++) {
      Path each = root.resolve(path.subpath(root.getNameCount(), names));
      Files.createDirectories(each);
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(FOLDER));
    }
    Files.write(path, file.content());
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(file.permissions()));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
