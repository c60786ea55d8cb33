package dev.slipway.release.store;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.create.BuildIndex;
import dev.slipway.release.create.BuildIndex.Build;
import dev.slipway.release.create.ReleaseIndex;
import dev.slipway.release.directory.ReleaseConfig;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.manifest.ManifestReader;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.version.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A release of a release directory, by the file that lists its builds: their archives are in the
 * cache, or in the blob store by {@code .final_builds}.
 */
public record BuildsDelivery(
    Path file, ReleaseDirectory directory, ArchiveCache cache, FinalArchives finals)
    implements Delivery {

  /**
   * The release of a directory that is asked for.
   *
   * @param name another than the directory's
   * @param version another than the newest, final or for development
   * @throws ReleaseException with {@link Code#UNKNOWN} where there is none
   */
  public static Path find(
      ReleaseDirectory directory, Optional<String> name, Optional<Version> version)
      throws ReleaseException {
    String wanted = name.isPresent() ? name.get() : ReleaseConfig.read(directory).name();
    ReleaseIndex dev = ReleaseIndex.read(directory.devReleases(), wanted);
    ReleaseIndex ended = ReleaseIndex.read(directory.finalReleases(), wanted);
    Version found =
        version
            .or(() ->
                Stream.of(dev.newest(), ended.newest())
                    .flatMap(Optional::stream)
                    .max(Version::compareTo))
            .orElseThrow(() ->
                new ReleaseException(
                    Code.UNKNOWN,
                    directory.root()
                        + " has no release of "
                        + wanted
                        + " yet; make one with `slipway release create`"));
    if (!dev.has(found) && !ended.has(found)) {
      throw new ReleaseException(
          Code.UNKNOWN, directory.root() + " has no release " + wanted + "/" + found);
    }
    return ended.has(found) ? ended.manifest(found) : dev.manifest(found);
  }

  @Override
  public String name() {
    return String.valueOf(file.getFileName());
  }

  @Override
  public ReleaseManifest manifest() throws IOException {
    return ManifestReader.read(file);
  }

  @Override
  public void deliver(Collection<Part> wanted, Taker taker)
      throws IOException, InterruptedException {
    for (Part part : wanted) {
      try (InputStream archive = Files.newInputStream(archive(part))) {
        taker.take(part, archive);
      }
    }
  }

  private Path archive(Part part) throws IOException, InterruptedException {
    Optional<Path> kept = cache.find(part.digests());
    if (kept.isPresent()) {
      return kept.get();
    }
    String folder =
        switch (part.kind()) {
          case JOB -> "jobs/" + part.name();
          case PACKAGE, COMPILED -> "packages/" + part.name();
          case LICENSE -> "license";
        };
    Optional<String> blob =
        BuildIndex.read(directory.finalBuilds().resolve(folder))
            .find(part.fingerprint())
            .flatMap(Build::blob);
    if (blob.isEmpty()) {
      throw new ReleaseException(
          Code.UNKNOWN,
          "the archive of "
              + part.title()
              + " is neither in the cache nor, by .final_builds, in the blob store; create the"
              + " release anew");
    }
    return finals.fetch(blob.get(), part.digests(), part.title());
  }
}
