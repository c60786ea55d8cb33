package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.directory.ReleaseDirectory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway release upload-blobs}. */
@Command(
    name = "upload-blobs",
    description = "Uploads the blobs that are not in the blob store yet.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "config/blobs.yml says then where they are; commit it.",
      "Example:",
      "  slipway release upload-blobs"
    })
final class UploadBlobs implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private DirectoryOption directory = new DirectoryOption();
  @Mixin private CacheOption cache = new CacheOption();

  @Option(names = "--json", description = "Print progress as JSON lines.")
  private boolean json;

  UploadBlobs(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ReleaseDirectory release = directory.directory(surroundings);
    List<String> uploaded;
    try (Progress progress = Progress.of(surroundings, json, false)) {
      StoreAccess access = new StoreAccess(surroundings, cache.cache(surroundings), progress);
      try (Transfers transfers = access.transfers(release)) {
        uploaded = access.blobs(release, transfers).upload();
      }
    }
    if (uploaded.isEmpty() && !json) {
      surroundings.out().println("All blobs are in the blob store already.");
    }
    return 0;
  }
}
