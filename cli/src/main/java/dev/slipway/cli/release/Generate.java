package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.directory.Skeleton;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway release generate}. */
@Command(
    name = "generate",
    description = "Makes the files that a package or a job begins with.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {Generate.OfPackage.class, Generate.OfJob.class},
    footer = {"", "Example:", "  slipway release generate package redis"})
final class Generate {
  @Command(
      name = "package",
      description = "Makes packages/NAME with its spec and its packaging.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  slipway release generate package redis"})
  static final class OfPackage implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private DirectoryOption directory = new DirectoryOption();

    @Parameters(paramLabel = "NAME", description = "The package's name.")
    private String name = "";

    OfPackage(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
      ReleaseDirectory release = directory.directory(surroundings);
      new Skeleton(release).generatePackage(name);
      surroundings
          .out()
          .println(
              "packages/"
                  + name
                  + ": say in spec what is in it, and in"
                  + " packaging how it is compiled");
      return 0;
    }
  }

  @Command(
      name = "job",
      description = "Makes jobs/NAME with its spec, its monit file and its templates.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  slipway release generate job redis"})
  static final class OfJob implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private DirectoryOption directory = new DirectoryOption();

    @Parameters(paramLabel = "NAME", description = "The job's name.")
    private String name = "";

    OfJob(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
      ReleaseDirectory release = directory.directory(surroundings);
      new Skeleton(release).generateJob(name);
      surroundings
          .out()
          .println(
              "jobs/"
                  + name
                  + ": list its templates, packages and properties in"
                  + " spec, and its processes in monit");
      return 0;
    }
  }
}
