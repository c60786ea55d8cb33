package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway build show}. */
@Command(
    name = "show",
    description = "Shows a build: how it stands, its steps and its files.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway build show 12"})
final class ShowBuild implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "ID", description = "The build's number.")
  private String id = "";

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  ShowBuild(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    String path = "/builds/" + BuildIds.read(id);
    try (Api api = server.api(surroundings)) {
      JsonNode build = api.get(path);
      JsonNode steps = api.get(path + "/steps").path("steps");
      JsonNode artifacts = api.get(path + "/artifacts").path("artifacts");
      if (json) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("build", build);
        all.put("steps", steps);
        all.put("artifacts", artifacts);
        surroundings.out().println(Json.text(all));
        return 0;
      }
      print(facts(build));
      print(steps(steps));
      print(artifacts(artifacts));
      return 0;
    }
  }

  private void print(List<List<String>> rows) {
    if (rows.size() > 1) {
      Text.table(rows).forEach(surroundings.out()::println);
    }
  }

  private static List<List<String>> facts(JsonNode build) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Build", String.valueOf(build.path("id").asLong(0))));
    add(rows, "Image", BuildLines.text(build, "image"));
    add(rows, "Project", BuildLines.text(build, "project"));
    add(rows, "State", state(build));
    String reason = build.path("reason").asString("");
    reason.lines().limit(20).forEach(l -> add(rows, "Reason", Text.plain(l)));
    add(rows, "Submitted", BuildLines.wholeTime(build, "submitted"));
    add(rows, "By", BuildLines.text(build, "submittedBy"));
    add(rows, "Source", BuildLines.text(build.path("source"), "origin"));
    add(rows, "Worker", BuildLines.text(build, "worker"));
    add(rows, "Attempt", String.valueOf(build.path("attempt").asInt(0)));
    add(rows, "Took", BuildLines.took(build.path("seconds")));
    add(rows, "Formats", words(build.path("formats")));
    add(rows, "Parameters", words(build.path("parameters")));
    return rows;
  }

  private static void add(List<List<String>> rows, String name, String value) {
    boolean again = rows.getLast().getFirst().equals(name);
    if (!value.isEmpty()) {
      rows.add(List.of(again ? "" : name, value));
    }
  }

  private static String state(JsonNode build) {
    String state = BuildLines.text(build, "state");
    String step = BuildLines.text(build, "failedStep");
    String place =
        build.has("position") ? ", number " + build.path("position").asLong(0) + " in line" : "";
    return state
        + place
        + (step.isEmpty() ? "" : " in " + step)
        + (build.path("cancelling").asBoolean(false) ? ", is being cancelled" : "")
        + (build.path("kept").asBoolean(false) ? ", kept" : "")
        + (build.path("disposed").asBoolean(false) ? ", its files were removed" : "");
  }

  private static String words(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(w -> Text.plain(w.asString("")))
        .collect(Collectors.joining(", "));
  }

  private static List<List<String>> steps(JsonNode steps) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "", ""));
    steps.forEach(s ->
        rows.add(
            List.of(
                BuildLines.text(s, "name"),
                BuildLines.text(s, "state"),
                BuildLines.took(s.path("seconds")))));
    return rows;
  }

  private static List<List<String>> artifacts(JsonNode artifacts) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "", ""));
    artifacts.forEach(a ->
        rows.add(
            List.of(
                BuildLines.text(a, "name"),
                BuildLines.text(a, "kind"),
                Text.size(a.path("size").asLong(0)))));
    return rows;
  }
}
