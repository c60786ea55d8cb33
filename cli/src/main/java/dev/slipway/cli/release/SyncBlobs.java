package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.directory.ReleaseDirectory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway release sync-blobs}. */
@Command(
    name = "sync-blobs",
    description = "Fetches the blobs of config/blobs.yml that are not in blobs yet.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "What is in blobs and not in config/blobs.yml is moved to the cache. `slipway release create`"
          + " does all of this first.",
      "Example:",
      "  slipway release sync-blobs"
    })
final class SyncBlobs implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private DirectoryOption directory = new DirectoryOption();
  @Mixin private CacheOption cache = new CacheOption();

  @Option(names = "--json", description = "Print progress as JSON lines.")
  private boolean json;

  SyncBlobs(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ReleaseDirectory release = directory.directory(surroundings);
    try (Progress progress = Progress.of(surroundings, json, false)) {
      StoreAccess access = new StoreAccess(surroundings, cache.cache(surroundings), progress);
      try (Transfers transfers = access.transfers(release)) {
        access.blobs(release, transfers).sync();
      }
    }
    return 0;
  }
}
