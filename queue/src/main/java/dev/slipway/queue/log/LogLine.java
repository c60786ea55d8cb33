package dev.slipway.queue.log;

import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.store.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of a build's log.
 *
 * @param number among the build's lines, from 1
 * @param step that it is of; empty where it is the whole build's
 * @param kind {@code output}, {@code warning}, {@code failed}, {@code done} where a step is over,
 *     or {@code mark} for the rest
 */
public record LogLine(long number, long seq, String step, String kind, Instant at, String text) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Control sequences of terminals (ECMA-48): colours, titles, cursor movements. */
  private static final Pattern TERMINAL =
      Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|.)");

  /** A line of the journal. */
  public static LogLine of(Journal.Line line) {
    return of(line.number(), line.event());
  }

  /** A line whose number does not matter. */
  static LogLine of(BuildEvent event) {
    return of(0, event);
  }

  private static LogLine of(long number, BuildEvent event) {
    JsonNode body = JSON.readTree(event.body());
    String kind =
        switch (event.kind()) {
          case "output", "warning", "failed" -> event.kind();
          case "finished" -> "done";
          default -> "mark";
        };
    String step = event.kind().equals("ended") ? "" : body.path("step").asString("");
    return new LogLine(number, event.seq(), step, kind, event.at(), plain(text(event, body)));
  }

  private static String text(BuildEvent event, JsonNode body) {
    return switch (event.kind()) {
      case "output" -> word(body, "line");
      case "warning" -> "warning: " + word(body, "message");
      case "failed" -> "failed: " + word(body, "message");
      case "started" -> word(body, "title");
      case "finished" -> finished(body);
      case "queued" ->
          (word(body, "why").equals("new") ? "submitted by " : "queued again for ")
              + word(body, "by");
      case "assigned" -> "given to worker " + word(body, "worker");
      case "cancelling" -> word(body, "by") + " wants it to end";
      case "lost" -> "worker " + word(body, "worker") + " is lost: " + word(body, "why");
      case "artifact" ->
          word(body, "name") + " is in the storage, " + Quantity.bytes(body.path("size").asLong(0));
      // The step that failed has said why.
      case "ended" -> word(body, "state") + (body.has("step") ? "" : reason(body));
      case "published" ->
          (body.path("done").asBoolean(false) ? "published to " : "not published to ")
              + word(body, "url")
              + reason(body);
      case "disposed" -> "its files were removed: " + word(body, "why");
      default -> event.kind();
    };
  }

  private static String finished(JsonNode body) {
    if (word(body, "outcome").equals("cached")) {
      return "found in the cache";
    }
    long millis = Math.round(body.path("seconds").asDouble(0) * 1000);
    return "done in " + Quantity.duration(Duration.ofMillis(millis));
  }

  private static String reason(JsonNode body) {
    String reason = word(body, "reason");
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private static String word(JsonNode body, String key) {
    return body.path(key).asString("");
  }

  /** As it would stand on a terminal's line in the end, without colours. */
  static String plain(String text) {
    String line = TERMINAL.matcher(text).replaceAll("");
    String shown = line.stripTrailing();
    int over = shown.lastIndexOf('\r');
    return shown.substring(over + 1).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
  }
}
