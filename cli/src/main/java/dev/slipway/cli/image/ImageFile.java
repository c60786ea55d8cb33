package dev.slipway.cli.image;

import dev.slipway.build.BuildException;
import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An image's disk, found by its path or in a catalog.
 *
 * @param architecture Debian's name of it; this machine's for a file that no catalog knows
 * @param firmware what boots it: {@code bios}, {@code uefi}; empty for a file that no catalog knows
 */
public record ImageFile(Path disk, String architecture, List<String> firmware) {
  /**
   * Finds an image.
   *
   * @param wanted a file's path; else an id, a name, or NAME_vVERSION
   * @throws BuildException where there is no such image, with the nearest names
   */
  public static ImageFile find(Surroundings surroundings, CatalogOption catalog, String wanted)
      throws IOException {
    Path file = surroundings.folder().resolve(wanted);
    if (Files.isRegularFile(file)) {
      return new ImageFile(file, Workshop.host().debianName(), List.of());
    }
    if (Files.isDirectory(file)) {
      throw new UsageException(wanted + " is a folder; give an image's file, or its name");
    }
    if (wanted.contains("/")) {
      throw new BuildException(BuildException.Code.CATALOG, wanted + ": there is no such file");
    }
    Catalog images = new Workshop(surroundings).catalog(catalog.folder);
    return of(images, images.find(wanted));
  }

  /** An image's disk. */
  static ImageFile of(Catalog images, ImageRecord found) {
    Artifact artifact =
        found
            .disk()
            .orElseThrow(() ->
                new UsageException(
                    found.imageName() + " has neither a raw nor a qcow2 disk; build it as one"));
    return new ImageFile(images.file(artifact.file()), found.architecture(), found.firmware());
  }
}
