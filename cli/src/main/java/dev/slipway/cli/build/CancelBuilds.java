package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway build cancel}. */
@Command(
    name = "cancel",
    description = "Ends builds, also in the middle of a step.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway build cancel 12 13"})
final class CancelBuilds implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(arity = "1..*", paramLabel = "ID", description = "The builds' numbers.")
  private List<String> ids = List.of();

  @Option(names = "--json", description = "Print the builds as JSON.")
  private boolean json;

  CancelBuilds(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    List<Long> builds = ids.stream().map(BuildIds::read).toList();
    List<JsonNode> cancelled = new ArrayList<>();
    int status = 0;
    try (Api api = server.api(surroundings)) {
      for (long each : builds) {
        try {
          JsonNode build = api.change("POST", "/builds/" + each + "/cancel");
          cancelled.add(build);
          say(each, build);
        } catch (ApiFault e) {
          // The others are cancelled nevertheless.
          surroundings.err().println("slipway: " + e.getMessage());
          status = 1;
        }
      }
    }
    if (json) {
      surroundings.out().println(Json.text(cancelled));
    }
    return status;
  }

  private void say(long id, JsonNode build) {
    if (!json) {
      boolean over = build.path("state").asString("").equals("cancelled");
      surroundings.out().println("build " + id + (over ? " is cancelled" : " is being cancelled"));
    }
  }
}
