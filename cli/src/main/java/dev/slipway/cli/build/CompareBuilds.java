package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway build compare}. */
@Command(
    name = "compare",
    description = "Says what differs between two builds: packages, sizes, times.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway build compare 12 15"})
final class CompareBuilds implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(index = "0", paramLabel = "FROM", description = "The number of the one before.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "The number of the one after.")
  private String to = "";

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  CompareBuilds(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    String path = "/builds/" + BuildIds.read(from) + "/compare/" + BuildIds.read(to);
    try (Api api = server.api(surroundings)) {
      JsonNode answer = api.get(path);
      if (json) {
        surroundings.out().println(Json.text(answer));
        return 0;
      }
      packages(answer.path("packages"));
      values("Files", answer.path("artifacts"), v -> v.isNumber() ? Text.size(v.asLong(0)) : "");
      values("Steps", answer.path("steps"), BuildLines::took);
      return 0;
    }
  }

  private void packages(JsonNode packages) {
    if (packages.isMissingNode() || packages.isNull()) {
      surroundings.out().println("Packages: one of the builds has left no list of them");
      return;
    }
    surroundings
        .out()
        .printf(
            "Packages: %d added, %d removed, %d changed, %d the same%n",
            packages.path("added").size(),
            packages.path("removed").size(),
            packages.path("changed").size(),
            packages.path("unchanged").asInt(0));
    packages.path("added").forEach(p -> line("+", p, BuildLines.text(p, "version")));
    packages.path("removed").forEach(p -> line("-", p, BuildLines.text(p, "version")));
    packages
        .path("changed")
        .forEach(p -> line("~", p, BuildLines.text(p, "from") + " -> " + BuildLines.text(p, "to")));
  }

  private void line(String mark, JsonNode of, String more) {
    surroundings.out().println("  " + mark + " " + BuildLines.text(of, "name") + " " + more);
  }

  private void values(String title, JsonNode changes, Function<JsonNode, String> shown) {
    if (changes.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(title, from, to));
    changes.forEach(c ->
        rows.add(
            List.of(
                "  " + BuildLines.text(c, "what"),
                shown.apply(c.path("from")),
                shown.apply(c.path("to")))));
    Text.table(rows).forEach(surroundings.out()::println);
  }
}
