package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.release.store.ReleaseStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway release remove}. */
@Command(
    name = "remove",
    description = "Takes a release out of the release store.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Archives that another release has too stay.",
      "Example:",
      "  slipway release remove redis/1+dev.2"
    })
final class RemoveRelease implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private StoreOption store = new StoreOption();

  @Parameters(paramLabel = "NAME[/VERSION]", description = "The release.")
  private String release = "";

  @Option(
      names = "--force",
      description = "Remove all versions where none is named; be content where there is none.")
  private boolean force;

  RemoveRelease(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    StoreOption.Wanted wanted = StoreOption.Wanted.of(release);
    try (ReleaseStore releases = store.open(surroundings)) {
      releases
          .remove(wanted.name(), wanted.version(), force)
          .forEach(each -> surroundings.out().println("removed " + each.title()));
    }
    return 0;
  }
}
