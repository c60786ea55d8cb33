package dev.slipway.release.create;

import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.blobstore.Steps;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.manifest.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes builds final: their archives in the blob store, and their lines in {@code .final_builds}.
 */
public final class FinalBuilds {
  private final ReleaseDirectory directory;
  private final ArchiveCache cache;
  private final Transfers transfers;
  private final Steps steps;

  /** Of a release directory, with archives that are in the cache. */
  public FinalBuilds(
      ReleaseDirectory directory,
      ArchiveCache cache,
      Transfers transfers,
      InstantSource clock,
      Event.Listener listener) {
    this.directory = directory;
    this.cache = cache;
    this.transfers = transfers;
    this.steps = new Steps(clock, listener);
  }

  /** All builds of a release. One after the other: at most one object is then nowhere listed. */
  void keep(ReleaseManifest manifest) throws IOException, InterruptedException {
    for (Part part : Part.of(manifest)) {
      keep(part);
    }
  }

  /** Makes a build final where it is not yet. */
  public void keep(Part part) throws IOException, InterruptedException {
    BuildIndex index = BuildIndex.read(directory.finalBuilds().resolve(part.folder()));
    if (index.find(part.fingerprint()).isPresent()) {
      return;
    }
    Optional<Path> archive = cache.find(part.digests());
    if (archive.isEmpty()) {
      throw new ReleaseException(
          Code.CONFLICT, "the archive of " + part.title() + " went from the cache; try again");
    }
    String title = "upload " + part.title();
    steps.run(
        title,
        title,
        () -> {
          String id = transfers.upload(title, archive.get());
          index.put(part.fingerprint(), new BuildIndex.Build(Optional.of(id), part.digests()));
        });
  }
}
