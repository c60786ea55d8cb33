package dev.slipway.release.compile;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.archive.TgzWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder's archive that says nothing of when and by whom it was made: by name, folders before
 * what is in them, modes and links as they are. No link is followed.
 */
final class TreeArchive {
  private static final int BUFFER = 256 * 1024;
  private static final int PERMISSIONS = 07777;

  private final TgzWriter tgz;
  private final String what;

  private TreeArchive(TgzWriter tgz, String what) {
    this.tgz = tgz;
    this.what = what;
  }

  /**
   * Writes one.
   *
   * @param what the folder is, for messages
   * @throws ReleaseException where there is something in it that no package can have
   */
  static void write(Path folder, Path file, String what) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        TgzWriter tgz = new TgzWriter(out)) {
      new TreeArchive(tgz, what).folder(folder, "./");
    }
  }

  private void folder(Path folder, String name) throws IOException {
    tgz.folder(name, mode(folder));
    List<Path> inside;
    try (Stream<Path> list = Files.list(folder)) {
      inside = list.sorted(Comparator.comparing(p -> p.getFileName().toString())).toList();
    }
    for (Path each : inside) {
      put(each, name + each.getFileName());
    }
  }

  private void put(Path path, String name) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isDirectory()) {
      folder(path, name + "/");
    } else if (attributes.isSymbolicLink()) {
      tgz.link(name, Files.readSymbolicLink(path).toString());
    } else if (attributes.isRegularFile()) {
      tgz.file(name, path, mode(path));
    } else {
      throw new ReleaseException(
          Code.FAILED,
          what
              + " has "
              + name
              + ", which is neither a file, a folder nor a symbolic link; have its packaging remove"
              + " it");
    }
  }

  private static int mode(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & PERMISSIONS;
  }
}
