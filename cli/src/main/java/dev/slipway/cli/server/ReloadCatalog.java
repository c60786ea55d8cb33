package dev.slipway.cli.server;

import dev.slipway.cli.Surroundings;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** {@code slipway broker reload}. */
@picocli.CommandLine.Command(
    name = "reload",
    description = "Has the broker of a data folder read its catalog again.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Where the catalog has mistakes the one of before stays, and the broker's log says why:",
      "`slipway broker check` says it before.",
      "Example:",
      "  slipway broker reload --data /srv/broker"
    })
final class ReloadCatalog implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The broker's folder; slipway-broker unless given.")
  private String data = "slipway-broker";

  ReloadCatalog(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path folder = surroundings.folder().resolve(data).toAbsolutePath();
    long pid =
        RunningBroker.pid(folder)
            .orElseThrow(() -> new IOException("no service broker works with " + folder));
    Command.of("kill", "-s", "HUP", String.valueOf(pid)).run();
    surroundings
        .err()
        .println("slipway: the broker, process " + pid + ", was told to read its catalog");
    return 0;
  }
}
