package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.directory.Skeleton;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway release reset}. */
@Command(
    name = "reset",
    description =
        "Removes releases and builds for development, and the blobs that can be fetched"
            + " again; final ones stay.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway release reset"})
final class ResetRelease implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private DirectoryOption directory = new DirectoryOption();

  ResetRelease(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ReleaseDirectory release = directory.directory(surroundings);
    for (String blob : new Skeleton(release).reset()) {
      surroundings
          .out()
          .println("blobs/" + blob + " stays: it was not uploaded, and is nowhere else");
    }
    return 0;
  }
}
