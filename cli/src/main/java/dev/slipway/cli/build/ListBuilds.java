package dev.slipway.cli.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code slipway build list}. */
@Command(
    name = "list",
    description = "Lists builds, the newest first.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway build list --state failed -n 5"})
final class ListBuilds implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--state",
      description = "queued, running, succeeded, failed or cancelled.",
      completionCandidates = States.class)
  private @Nullable String state;

  @Option(names = "--arch", description = "amd64, i386 or arm64.")
  private @Nullable String arch;

  @Option(names = "--name", description = "The image's name.")
  private @Nullable String name;

  @Option(names = "--project", description = "Whose builds.")
  private @Nullable String project;

  @Option(names = "--by", paramLabel = "ACCOUNT", description = "Who has submitted them.")
  private @Nullable String by;

  @Option(
      names = "--before",
      paramLabel = "ID",
      description = "Only those before a build: the next page.")
  private @Nullable Long before;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "COUNT",
      description = "At most so many, up to 200 (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(names = "--json", description = "Print them as JSON.")
  private boolean json;

  ListBuilds(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** For completion. */
  static final class States extends ArrayList<String> {
    States() {
      super(List.of("queued", "running", "succeeded", "failed", "cancelled"));
    }
  }

  @Override
  public Integer call() throws Exception {
    try (Api api = server.api(surroundings)) {
      JsonNode answer = api.get("/builds?" + query());
      if (json) {
        surroundings.out().println(Json.text(answer));
        return 0;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("ID", "IMAGE", "STATE", "BY", "SUBMITTED", "TOOK"));
      answer.path("builds").forEach(b -> rows.add(row(b)));
      if (rows.size() == 1) {
        surroundings.err().println("There are no such builds on " + api.server() + ".");
        return 0;
      }
      Text.table(rows).forEach(surroundings.out()::println);
      if (answer.has("next")) {
        String last = rows.getLast().getFirst();
        surroundings.err().println("There are more; add --before " + last + " for the next.");
      }
      return 0;
    }
  }

  private static List<String> row(JsonNode build) {
    return List.of(
        String.valueOf(build.path("id").asLong(0)),
        BuildLines.text(build, "image"),
        build.path("cancelling").asBoolean(false) ? "cancelling" : BuildLines.text(build, "state"),
        BuildLines.text(build, "submittedBy"),
        BuildLines.time(build, "submitted"),
        BuildLines.took(build.path("seconds")));
  }

  private String query() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("state", state);
    all.put("architecture", arch);
    all.put("name", name);
    all.put("project", project);
    all.put("submittedBy", by);
    all.put("before", before);
    all.put("limit", limit);
    return all.entrySet().stream()
        .filter(e -> e.getValue() != null)
        .map(e -> e.getKey() + "=" + URLEncoder.encode(String.valueOf(e.getValue()), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
