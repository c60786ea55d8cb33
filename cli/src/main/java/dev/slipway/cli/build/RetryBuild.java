package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway build retry}. */
@Command(
    name = "retry",
    description = "Builds once more; steps that were finished are not done again.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway build retry -f 12"})
final class RetryBuild implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FollowOptions following = new FollowOptions();

  @Parameters(paramLabel = "ID", description = "The build's number.")
  private String id = "";

  @Option(names = "--json", description = "Print the build, or with -f its events, as JSON.")
  private boolean json;

  RetryBuild(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    long build = BuildIds.read(id);
    try (Api api = server.api(surroundings)) {
      JsonNode answer = api.change("POST", "/builds/" + build + "/retry");
      if (following.follow) {
        // What was before is known to whoever retries.
        long before = answer.path("lastEvent").asLong(1) - 1;
        return new Following(surroundings, api, following, json)
            .follow(List.of(build), before, _ -> {});
      }
      surroundings
          .out()
          .println(json ? Json.text(answer) : "build " + build + " is in the queue again");
      return 0;
    }
  }
}
