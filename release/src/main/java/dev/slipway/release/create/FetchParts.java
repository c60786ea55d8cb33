package dev.slipway.release.create;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.blobstore.SideBySide;
import dev.slipway.release.blobstore.Steps;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.directory.ReleaseDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/** Brings a release's archives into the cache, from where {@code .final_builds} says they are. */
public final class FetchParts {
  private final ReleaseDirectory directory;
  private final ArchiveCache cache;
  private final Transfers transfers;
  private final Steps steps;

  /** Of releases of a directory. */
  public FetchParts(
      ReleaseDirectory directory, ArchiveCache cache, Transfers transfers, Steps steps) {
    this.steps = steps;
    this.directory = directory;
    this.cache = cache;
    this.transfers = transfers;
  }

  /**
   * Fetches those that are not in the cache.
   *
   * @throws ReleaseException with {@link Code#UNKNOWN} where nobody knows where some are
   */
  public void fetch(List<Part> parts) throws IOException, InterruptedException {
    List<Callable<Void>> wanted = new ArrayList<>();
    List<String> nowhere = new ArrayList<>();
    for (Part part : parts) {
      if (cache.find(part.digests()).isPresent()) {
        continue;
      }
      Optional<String> blob =
          BuildIndex.read(directory.finalBuilds().resolve(part.folder()))
              .find(part.fingerprint())
              .flatMap(BuildIndex.Build::blob);
      if (blob.isPresent()) {
        wanted.add(() -> {
          fetch(part, blob.get());
          return null;
        });
      } else {
        nowhere.add(part.title());
      }
    }
    if (!nowhere.isEmpty()) {
      throw new ReleaseException(
          Code.UNKNOWN,
          "there is no archive of "
              + String.join(", ", nowhere)
              + ": neither in the cache nor in .final_builds; only final releases can be put"
              + " together anywhere, others where they were made");
    }
    if (!wanted.isEmpty()) {
      transfers.check();
      SideBySide.run(wanted);
    }
  }

  private void fetch(Part part, String blob) throws IOException, InterruptedException {
    steps.run(
        part.title(),
        "fetch " + part.title(),
        () -> {
          Path _ =
              transfers.fetch(
                  new Transfers.Wanted(part.title(), blob, part.digests(), OptionalLong.empty()));
        });
  }
}
