package dev.slipway.cli.server;

import dev.slipway.cli.Surroundings;
import dev.slipway.server.operation.Backup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway server restore}. */
@Command(
    name = "restore",
    description = "Makes a server's folder of a backup; builds that ran then run again.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  slipway server restore slipway.tar --data /srv/slipway",
      "  slipway server --data /srv/slipway"
    })
final class RestoreCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path tar = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "The new folder, empty or not there yet.")
  private Path data = Path.of("");

  RestoreCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path folder = surroundings.folder().resolve(data).toAbsolutePath();
    Backup.restore(surroundings.folder().resolve(tar).toAbsolutePath(), folder);
    surroundings.err().println("slipway: start it by `slipway server --data " + folder + "`");
    return 0;
  }
}
