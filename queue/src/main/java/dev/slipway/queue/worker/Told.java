package dev.slipway.queue.worker;

import dev.slipway.process.CommandFailed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the program of a build has told, line by line. */
final class Told {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int KEPT = 20;
  private static final long PROGRESS_PAUSE = 500_000_000;

  private final Task.Events events;
  private final Map<String, Long> progress = new HashMap<>();
  private final Deque<String> plain = new ArrayDeque<>();
  private @Nullable JsonNode failed;
  private boolean interrupted;

  Told(Task.Events events) {
    this.events = events;
  }

  /** The kind that an event's body names first. */
  static String kind(String body) {
    return JSON.readTree(body).path("event").asString("");
  }

  /** Takes a line: an event, or what the program says beside events. */
  synchronized void line(String line) {
    try {
      if (line.startsWith("{")) {
        event(line);
      } else {
        say(line);
      }
    } catch (JacksonException e) {
      say(line);
    } catch (InterruptedException e) {
      interrupted = true;
    }
  }

  private void event(String line) throws InterruptedException {
    JsonNode event = JSON.readTree(line);
    String kind = event.path("event").asString("");
    if (kind.equals("failed") && failed == null) {
      failed = event;
    }
    if (kind.equals("progress") && isTooSoon(event)) {
      return;
    }
    if (!kind.isEmpty()) {
      events.add(kind, line.length() <= LONGEST_LINE ? line : cut(event));
    }
  }

  /** Nobody reads a hundred percents in a second; the last one counts. */
  private boolean isTooSoon(JsonNode event) {
    long now = System.nanoTime();
    boolean complete = event.path("done").asLong() >= event.path("total").asLong();
    Long last = progress.put(event.path("step").asString(""), now);
    if (last != null && now - last < PROGRESS_PAUSE && !complete) {
      progress.put(event.path("step").asString(""), last);
      return true;
    }
    return false;
  }

  private static String cut(JsonNode event) {
    tools.jackson.databind.node.ObjectNode fields = (tools.jackson.databind.node.ObjectNode) event;
    for (String key : List.of("line", "message")) {
      String text = event.path(key).asString("");
      if (text.length() > LONGEST_LINE / 2) {
        fields.put(key, text.substring(0, LONGEST_LINE / 2) + " … (cut)");
      }
    }
    return fields.toString();
  }

  private void say(String line) {
    if (plain.size() == KEPT) {
      plain.removeFirst();
    }
    plain.addLast(line.startsWith("slipway: ") ? line.substring(9) : line);
  }

  synchronized void throwIfInterrupted() throws InterruptedException {
    if (interrupted || Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Why the program failed. */
  synchronized String reason(CommandFailed fault) {
    if (!plain.isEmpty()) {
      return String.join("\n", plain);
    }
    return failed == null
        ? String.valueOf(fault.getMessage())
        : failed.path("message").asString("");
  }

  /** The step that failed first. */
  synchronized Optional<String> failedStep() {
    return Optional.ofNullable(failed).map(f -> f.path("step").asString(""));
  }
}
