package dev.slipway.build.image;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of the image that a build makes: those that the catalog has already, as they are to be,
 * and those in the making, in a folder aside on the same file system.
 */
final class Artifacts {
  private final Catalog catalog;
  private final Optional<ImageRecord> before;
  private final String baseName;
  private final Path aside;
  private final Map<String, Artifact> made = new ConcurrentHashMap<>();

  /**
   * Artifacts of an image.
   *
   * @param before the image's record in the catalog
   * @param baseName NAME_vVERSION.ARCHITECTURE
   * @param aside where new files are made
   */
  Artifacts(Catalog catalog, Optional<ImageRecord> before, String baseName, Path aside) {
    this.catalog = catalog;
    this.before = before;
    this.baseName = baseName;
    this.aside = aside;
  }

  String fileName(String extension) {
    return baseName + "." + extension;
  }

  /** Where a file is made. */
  Path aside(String extension) {
    return aside.resolve(fileName(extension));
  }

  /** An artifact that the catalog has already, made by the same step and not touched since. */
  Optional<Artifact> there(String format, Fingerprint fingerprint) throws IOException {
    Optional<Artifact> artifact =
        before
            .flatMap(r -> r.artifact(format))
            .filter(a -> a.fingerprint().equals(fingerprint.id()));
    if (artifact.isPresent() && !catalog.isAsMade(artifact.get())) {
      return Optional.empty();
    }
    return artifact;
  }

  /** Where an artifact's file is now: in the catalog, else aside. */
  Path path(String format, Fingerprint fingerprint) throws IOException {
    return there(format, fingerprint).map(a -> catalog.file(a.file())).orElse(aside(format));
  }

  /** Notes that an artifact has been made, aside. */
  void made(String format, long virtualSize, String sha256, Fingerprint fingerprint)
      throws IOException {
    Path file = aside(format);
    made.put(
        format,
        new Artifact(
            format,
            fileName(format),
            Files.size(file),
            virtualSize,
            sha256,
            fingerprint.id(),
            Files.getLastModifiedTime(file).toMillis()));
  }

  /** An artifact, new or there already. */
  Artifact get(String format, Fingerprint fingerprint) throws IOException {
    Artifact fresh = made.get(format);
    if (fresh != null) {
      return fresh;
    }
    return there(format, fingerprint)
        .orElseThrow(() -> new IOException("the " + format + " of " + baseName + " was not made"));
  }
}
