package dev.slipway.cli.terminal;

import dev.slipway.process.Event;
import dev.slipway.queue.event.EventJson;
import java.io.PrintStream;
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
    out.println(EventJson.line(event));
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
