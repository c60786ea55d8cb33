package dev.slipway.cli.image;

import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.cli.Surroundings;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.qcow2.Qcow2Info;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who stands on an image: overlays beside it, and instances. */
final class ImageUse implements Catalog.Users {
  private final Surroundings surroundings;

  ImageUse(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The overlays in an image's catalog, and of instances, that stand on it. */
  @Override
  public List<String> of(ImageRecord image, Catalog images) throws IOException {
    List<Path> overlays = new ArrayList<>();
    overlays.addAll(disksIn(images.folder()));
    if (Files.isDirectory(surroundings.vmsFolder())) {
      try (Stream<Path> vms = Files.list(surroundings.vmsFolder())) {
        for (Path vm : vms.filter(Files::isDirectory).toList()) {
          overlays.addAll(disksIn(vm));
        }
      }
    }
    List<String> users = new ArrayList<>();
    for (Artifact artifact : image.artifacts()) {
      Path base = images.file(artifact.file());
      for (Path overlay : overlays) {
        if (standsOn(overlay, base)) {
          users.add(overlay.toString());
        }
      }
    }
    return users;
  }

  private static List<Path> disksIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".qcow2")).toList();
    }
  }

  private static boolean standsOn(Path overlay, Path base) throws IOException {
    if (DiskFormat.probe(overlay) != DiskFormat.QCOW2) {
      return false;
    }
    return Qcow2Info.read(overlay)
        .backingFile()
        .map(f -> overlay.resolveSibling(f).normalize())
        .filter(f -> isSame(f, base))
        .isPresent();
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false; // What it stood on is gone, so it does not stand on this.
    }
  }
}
