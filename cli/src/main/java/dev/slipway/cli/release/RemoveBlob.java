package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.release.blobs.TrackBlobs;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway release remove-blob}. */
@Command(
    name = "remove-blob",
    description = "Takes a blob out of blobs and of config/blobs.yml.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "It stays in the blob store, since earlier commits have it.",
      "Example:",
      "  slipway release remove-blob redis/redis-8.0.tar.gz"
    })
final class RemoveBlob implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private DirectoryOption directory = new DirectoryOption();

  @Parameters(paramLabel = "BLOB-PATH", description = "Its path below blobs.")
  private String path = "";

  RemoveBlob(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    new TrackBlobs(directory.directory(surroundings)).remove(path);
    surroundings.out().println("blobs/" + path + " is taken out");
    return 0;
  }
}
