package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.release.blobs.TrackBlobs;
import dev.slipway.release.directory.BlobIndex.Blob;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway release add-blob}. */
@Command(
    name = "add-blob",
    description = "Takes a copy of a file as a blob, and writes it to config/blobs.yml.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Packages find it in their spec by its path below blobs.",
      "Example:",
      "  slipway release add-blob ~/redis-8.0.tar.gz redis/redis-8.0.tar.gz"
    })
final class AddBlob implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private DirectoryOption directory = new DirectoryOption();
  @Mixin private DigestOption digest = new DigestOption();

  @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "BLOB-PATH", description = "Its path below blobs.")
  private String path = "";

  AddBlob(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Blob added =
        new TrackBlobs(directory.directory(surroundings))
            .add(surroundings.folder().resolve(file), path, digest.algorithm());
    surroundings.out().println("blobs/" + path + ": " + added.digests());
    if (added.object().isEmpty()) {
      surroundings
          .out()
          .println("It is here only: `slipway release upload-blobs` shares it with others.");
    }
    return 0;
  }
}
