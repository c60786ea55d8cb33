package dev.slipway.disk.vmdk;

import dev.slipway.disk.DiskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds extents' files. A descriptor comes from anywhere, so that a file it names is opened only
 * where it really lies in the descriptor's folder or in one that the caller allows.
 *
 * @param descriptor for the message
 * @param folders real paths, the first of which is the descriptor's folder
 */
record ExtentFolders(Path descriptor, List<Path> folders) {
  static ExtentFolders of(Path descriptor, List<Path> allowed) throws IOException {
    List<Path> folders = new ArrayList<>();
    folders.add(folderOf(descriptor.toRealPath()));
    for (Path folder : allowed) {
      folders.add(folder.toRealPath());
    }
    return new ExtentFolders(descriptor, List.copyOf(folders));
  }

  private static Path folderOf(Path real) {
    Path parent = real.getParent();
    return parent == null ? real : parent;
  }

  /** The real path of a file that the descriptor names. */
  Path find(String name) throws IOException {
    Path real = real(name);
    if (folders.stream().noneMatch(real::startsWith)) {
      throw new DiskException(
          "%s: its extent '%s' lies outside of its folder; allow the folder %s to read it"
              .formatted(descriptor, name, real.getParent()));
    }
    // A pipe or a device could keep one waiting for ever.
    if (!Files.isRegularFile(real)) {
      throw new DiskException("%s: its extent '%s' is no file".formatted(descriptor, name));
    }
    return real;
  }

  /** Where the file is: in its own folder first, then in the allowed ones. */
  private Path real(String name) throws IOException {
    try {
      for (Path folder : folders) {
        Path candidate = folder.resolve(name);
        if (Files.exists(candidate)) {
          return candidate.toRealPath();
        }
      }
    } catch (InvalidPathException e) {
      throw new DiskException(
          "%s: its extent has no name that a file can have: %s"
              .formatted(descriptor, e.getReason()));
    } catch (NoSuchFileException e) {
      throw missing(name);
    }
    throw missing(name);
  }

  private DiskException missing(String name) {
    return new DiskException(
        "%s: its extent '%s' does not exist in %s".formatted(descriptor, name, folders));
  }
}
