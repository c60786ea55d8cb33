package dev.slipway.release.create;

import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.create.BuildIndex.Build;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.source.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds resources' archives, or makes those that are not there yet. */
final class Builds {
  private final ReleaseDirectory directory;
  private final ArchiveCache cache;
  private final Transfers transfers;
  private final Algorithm algorithm;
  private final boolean compressed;
  private final InstantSource clock;
  private final Event.Listener listener;

  Builds(
      ReleaseDirectory directory,
      ArchiveCache cache,
      Transfers transfers,
      Algorithm algorithm,
      boolean compressed,
      InstantSource clock,
      Event.Listener listener) {
    this.directory = directory;
    this.cache = cache;
    this.transfers = transfers;
    this.algorithm = algorithm;
    this.compressed = compressed;
    this.clock = clock;
    this.listener = listener;
  }

  /** An archive, and where it is. */
  record Built(Resource resource, Digests digests, Path archive) {}

  /** A resource's archive: a final build's, one made before, or a new one. */
  Built build(Resource resource) throws IOException, InterruptedException {
    Instant began = clock.instant();
    listener.on(new Event.Started(resource.title(), Fingerprint.shown(resource.fingerprint())));
    Optional<Built> there = existing(resource);
    Built built = there.isPresent() ? there.get() : make(resource);
    listener.on(
        new Event.Finished(
            resource.title(),
            there.isPresent() ? Event.Outcome.CACHED : Event.Outcome.DONE,
            Duration.between(began, clock.instant())));
    return built;
  }

  private Optional<Built> existing(Resource resource) throws IOException, InterruptedException {
    Optional<Build> last =
        BuildIndex.read(directory.finalBuilds().resolve(resource.folder()))
            .find(resource.fingerprint());
    if (last.isPresent()) {
      Digests digests = last.get().digests();
      Optional<Path> kept = cache.find(digests);
      if (kept.isPresent()) {
        return Optional.of(new Built(resource, digests, kept.get()));
      }
      if (last.get().blob().isPresent()) {
        Path fetched =
            transfers.fetch(
                new Transfers.Wanted(
                    resource.title(), last.get().blob().get(), digests, OptionalLong.empty()));
        return Optional.of(new Built(resource, digests, fetched));
      }
    }
    Optional<Build> dev =
        BuildIndex.read(directory.devBuilds().resolve(resource.folder()))
            .find(resource.fingerprint());
    if (dev.isEmpty()) {
      return Optional.empty();
    }
    // One whose archive was thrown away is made again.
    return cache.find(dev.get().digests()).map(a -> new Built(resource, dev.get().digests(), a));
  }

  private Built make(Resource resource) throws IOException, InterruptedException {
    if (resource.elsewhere()) {
      throw new ReleaseException(
          Code.UNKNOWN,
          resource.title()
              + " is vendored, and its build "
              + resource.fingerprint()
              + " is not in .final_builds; vendor it again");
    }
    Path begun = cache.begin();
    try {
      ResourceArchive.write(
          resource,
          begun,
          compressed,
          directory.root(),
          line -> listener.on(new Event.Output(resource.title(), line)));
      ResourceArchive.share(begun);
      Digests digests = Digests.of(Digest.of(algorithm, begun));
      Path kept = cache.keep(begun, digests);
      BuildIndex.read(directory.devBuilds().resolve(resource.folder()))
          .put(resource.fingerprint(), new Build(Optional.empty(), digests));
      return new Built(resource, digests, kept);
    } finally {
      Files.deleteIfExists(begun);
    }
  }
}
