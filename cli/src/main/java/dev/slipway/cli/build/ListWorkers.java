package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code slipway build workers}. */
@Command(
    name = "workers",
    description = "Lists the workers, and what they are at.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway build workers"})
final class ListWorkers implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "Print them as JSON.")
  private boolean json;

  ListWorkers(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (Api api = server.api(surroundings)) {
      JsonNode answer = api.get("/workers");
      if (json) {
        surroundings.out().println(Json.text(answer));
        return 0;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("WORKER", "ARCHITECTURES", "STATE", "BUSY", "FREE", "SEEN"));
      answer.path("workers").forEach(w -> rows.add(row(w)));
      if (rows.size() == 1) {
        surroundings.err().println("There are no workers; `slipway worker` starts one.");
        return 0;
      }
      Text.table(rows).forEach(surroundings.out()::println);
      return 0;
    }
  }

  private static List<String> row(JsonNode worker) {
    String architectures =
        StreamSupport.stream(worker.path("architectures").spliterator(), false)
            .map(a -> a.asString(""))
            .collect(Collectors.joining(" "));
    return List.of(
        BuildLines.text(worker, "id"),
        Text.plain(architectures),
        BuildLines.text(worker, "state"),
        worker.path("busy").asInt(0) + "/" + worker.path("slots").asInt(0),
        Text.size(worker.path("free").asLong(0)),
        BuildLines.time(worker, "seen"));
  }
}
