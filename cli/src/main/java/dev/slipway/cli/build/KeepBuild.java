package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway build keep}. */
@Command(
    name = "keep",
    description = "Has the server keep a build's files, however old they get.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway build keep 12"})
final class KeepBuild implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "ID", description = "The build's number.")
  private String id = "";

  @Option(names = "--undo", description = "Let them go with others of their age again.")
  private boolean undo;

  @Option(names = "--json", description = "Print the build as JSON.")
  private boolean json;

  KeepBuild(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    long build = BuildIds.read(id);
    try (Api api = server.api(surroundings)) {
      JsonNode answer = api.change(undo ? "DELETE" : "PUT", "/builds/" + build + "/keep");
      String said = "build " + build + (undo ? " goes when its time has come" : " is kept");
      surroundings.out().println(json ? Json.text(answer) : said);
      return 0;
    }
  }
}
