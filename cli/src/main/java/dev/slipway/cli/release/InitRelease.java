package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.directory.Skeleton;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway release init}. */
@Command(
    name = "init",
    description = "Makes a release directory of a folder; what is in it stays.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway release init --git --dir redis-release"})
final class InitRelease implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private DirectoryOption directory = new DirectoryOption();

  @Option(names = "--git", description = "Make a Git repository of it too.")
  private boolean git;

  InitRelease(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ReleaseDirectory made = new ReleaseDirectory(directory.folder(surroundings));
    new Skeleton(made).init(git);
    surroundings.out().println(made.root() + " is a release directory");
    return 0;
  }
}
