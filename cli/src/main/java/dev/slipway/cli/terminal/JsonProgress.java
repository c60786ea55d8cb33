package dev.slipway.cli.terminal;

import dev.slipway.process.Event;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object on a line for each event. */
final class JsonProgress implements Progress {
  private static final JsonMapper JSON = new JsonMapper();

  private final PrintStream out;

  JsonProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void on(Event event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", event.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
    fields.put("step", event.step());
    switch (event) {
      case Event.Started e -> fields.put("title", e.title());
      case Event.Progress e -> {
        fields.put("done", e.done());
        fields.put("total", e.total());
        fields.put("unit", e.unit());
      }
      case Event.Output e -> fields.put("line", e.line());
      case Event.Warning e -> fields.put("message", e.message());
      case Event.Finished e -> {
        fields.put("outcome", e.outcome().name().toLowerCase(java.util.Locale.ROOT));
        fields.put("seconds", e.took().toMillis() / 1000.0);
      }
      case Event.Failed e -> fields.put("message", e.message());
    }
    out.println(JSON.writeValueAsString(fields));
  }

  @Override
  public synchronized void keep(String line) {
    out.println(JSON.writeValueAsString(Map.of("event", "line", "line", line)));
  }

  @Override
  public void close() {
    out.flush();
  }
}
