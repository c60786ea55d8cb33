package dev.slipway.build.image;

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

  /** Where new files are made. */
  Path folder() {
    return aside;
  }

  /** What a file is called in the catalog. */
  String fileName(String extension) {
    return baseName + "." + extension;
  }

  private String fileName(Output output) {
    return baseName + output.ending();
  }

  /** Where a file is made. */
  Path aside(String extension) {
    return aside.resolve(fileName(extension));
  }

  /** Where an artifact is made. */
  Path aside(Output output) {
    return aside.resolve(fileName(output));
  }

  /** Where an artifact was made, by its name in the catalog. */
  Path aside(Artifact artifact) {
    return aside.resolve(artifact.file());
  }

  /** An artifact that the catalog has already, made by the same step and not touched since. */
  Optional<Artifact> there(Output output) throws IOException {
    Optional<Artifact> artifact =
        before
            .flatMap(r -> r.artifact(output.format()))
            .filter(a -> a.fingerprint().equals(output.fingerprint().id()));
    if (artifact.isPresent() && !catalog.isAsMade(artifact.get())) {
      return Optional.empty();
    }
    return artifact;
  }

  /** Where an artifact's file is now: in the catalog, else aside. */
  Path path(Output output) throws IOException {
    return there(output).map(a -> catalog.file(a.file())).orElse(aside(output));
  }

  /** Notes that an artifact has been made, aside. */
  void made(Output output, long virtualSize, String sha256) throws IOException {
    Path file = aside(output);
    made.put(
        output.format(),
        new Artifact(
            output.format(),
            fileName(output),
            Files.size(file),
            virtualSize,
            sha256,
            output.fingerprint().id(),
            Files.getLastModifiedTime(file).toMillis()));
  }

  /** An artifact, new or there already. */
  Artifact get(Output output) throws IOException {
    Artifact fresh = made.get(output.format());
    if (fresh != null) {
      return fresh;
    }
    return there(output)
        .orElseThrow(
            () -> new IOException("the " + output.format() + " of " + baseName + " was not made"));
  }
}
