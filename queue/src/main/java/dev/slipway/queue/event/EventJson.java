package dev.slipway.queue.event;

import dev.slipway.process.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events of steps as JSON objects: {@code {"event":"output","step":"install","line":"…"}}. The same
 * on a terminal with {@code --json}, between worker and server, and to whoever follows a build.
 */
public final class EventJson {
  private static final JsonMapper JSON = new JsonMapper();

  private EventJson() {}

  /** An event on one line. */
  public static String line(Event event) {
    return JSON.writeValueAsString(fields(event));
  }

  private static Map<String, Object> fields(Event event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", event.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    fields.put("step", event.step());
    switch (event) {
      case Event.Planned e -> fields.put("steps", e.steps());
      case Event.Started e -> fields.put("title", e.title());
      case Event.Progress e -> {
        fields.put("done", e.done());
        fields.put("total", e.total());
        fields.put("unit", e.unit());
      }
      case Event.Output e -> fields.put("line", e.line());
      case Event.Warning e -> fields.put("message", e.message());
      case Event.Finished e -> {
        fields.put("outcome", e.outcome().name().toLowerCase(Locale.ROOT));
        fields.put("seconds", e.took().toMillis() / 1000.0);
      }
      case Event.Failed e -> fields.put("message", e.message());
    }
    return fields;
  }

  /**
   * Reads one that {@link #line} has written, or that has more keys beside.
   *
   * @return empty where it is about the build as a whole, or of a kind that a newer program knows
   */
  public static Optional<Event> read(String body) {
    JsonNode fields = JSON.readTree(body);
    String step = text(fields, "step");
    return switch (text(fields, "event")) {
      case "planned" -> Optional.of(new Event.Planned(step, nodes(fields.path("steps"))));
      case "started" -> Optional.of(new Event.Started(step, text(fields, "title")));
      case "progress" ->
          Optional.of(
              new Event.Progress(
                  step,
                  fields.path("done").asLong(0),
                  fields.path("total").asLong(0),
                  text(fields, "unit")));
      case "output" -> Optional.of(new Event.Output(step, text(fields, "line")));
      case "warning" -> Optional.of(new Event.Warning(step, text(fields, "message")));
      case "finished" -> Optional.of(new Event.Finished(step, outcome(fields), took(fields)));
      case "failed" -> Optional.of(new Event.Failed(step, text(fields, "message")));
      default -> Optional.empty();
    };
  }

  private static String text(JsonNode fields, String key) {
    return fields.path(key).asString("");
  }

  private static List<Event.Node> nodes(JsonNode steps) {
    List<Event.Node> nodes = new ArrayList<>();
    for (JsonNode each : steps) {
      List<String> needs = new ArrayList<>();
      each.path("needs").forEach(n -> needs.add(n.asString("")));
      nodes.add(new Event.Node(text(each, "step"), text(each, "title"), needs));
    }
    return nodes;
  }

  private static Event.Outcome outcome(JsonNode fields) {
    return text(fields, "outcome").equals("cached") ? Event.Outcome.CACHED : Event.Outcome.DONE;
  }

  private static Duration took(JsonNode fields) {
    return Duration.ofMillis(Math.round(fields.path("seconds").asDouble(0) * 1000));
  }
}
