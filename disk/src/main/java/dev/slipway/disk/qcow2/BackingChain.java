package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows backing files. An image comes from anywhere, so that the file it names is opened only
 * where it lies in the first image's folder or in one that the caller allows.
 *
 * @param folders real paths
 * @param images the real paths of the images that lead here
 */
record BackingChain(List<Path> folders, List<Path> images) {
  private static final int MAX_IMAGES = 64;

  /** The chain that starts at an image. */
  static BackingChain from(Path image, List<Path> allowed) throws IOException {
    List<Path> folders = new ArrayList<>();
    Path real = image.toRealPath();
    folders.add(folderOf(real));
    for (Path folder : allowed) {
      folders.add(folder.toRealPath());
    }
    return new BackingChain(List.copyOf(folders), List.of(real));
  }

  /** Opens what an image names as its backing file; null where it names none. */
  @Nullable Disk open(Path image, Header header) throws IOException {
    if (header.backingFile() == null) {
      return null;
    }
    Path base = resolve(image, header.backingFile());
    DiskFormat format = format(image, base, header.backingFormat());
    if (format != DiskFormat.QCOW2) {
      return Disks.open(base, Opening.READ.as(format));
    }
    List<Path> longer = new ArrayList<>(images);
    longer.add(base);
    return Qcow2Disk.open(base, new BackingChain(folders, List.copyOf(longer)));
  }

  private static DiskFormat format(Path image, Path base, @Nullable String name)
      throws IOException {
    if (name == null) {
      return DiskFormat.probe(base);
    }
    try {
      return DiskFormat.named(name);
    } catch (DiskException e) {
      throw new DiskException(
          "%s: the format of its backing file %s: %s".formatted(image, base, e.getMessage()));
    }
  }

  private Path resolve(Path image, String name) throws IOException {
    Path base = find(image, name);
    if (folders.stream().noneMatch(base::startsWith)) {
      throw new DiskException(
          "%s: its backing file %s is not in %s; allow its folder if the image is to be trusted"
              .formatted(image, base, folders.getFirst()));
    }
    if (!Files.isRegularFile(base)) {
      throw new DiskException("%s: its backing file %s is not a file".formatted(image, base));
    }
    if (images.contains(base)) {
      throw new DiskException(
          "%s: its backing file %s is backed by the image itself".formatted(image, base));
    }
    if (images.size() >= MAX_IMAGES) {
      throw new DiskException(
          "%s: more than %d images behind %s; merge some with 'qemu-img convert'"
              .formatted(image, MAX_IMAGES, images.getFirst()));
    }
    return base;
  }

  private static Path find(Path image, String name) throws IOException {
    String path = name.startsWith("file:") ? name.substring("file:".length()) : name;
    int colon = path.indexOf(':');
    int slash = path.indexOf('/');
    if (colon >= 0 && (slash < 0 || colon < slash)) {
      throw new DiskException(
          "%s: its backing file '%s' is not a path; only files are followed"
              .formatted(image, name));
    }
    try {
      return folderOf(image.toRealPath()).resolve(path).toRealPath();
    } catch (NoSuchFileException e) {
      throw new DiskException("%s: its backing file '%s' does not exist".formatted(image, name));
    } catch (InvalidPathException e) {
      throw new DiskException("%s: its backing file '%s' is not a path".formatted(image, name));
    }
  }

  private static Path folderOf(Path real) {
    Path folder = real.getParent();
    return folder == null ? real : folder;
  }
}
