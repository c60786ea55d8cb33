package dev.slipway.queue.dispatch;

import dev.slipway.process.Event;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.EventJson;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.event.NewEvent;
import dev.slipway.queue.protocol.ToServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is stored of a report: it comes from another machine, which may run another version, or be
 * out of its mind.
 *
 * @param events those before the end
 */
record Checked(List<NewEvent> events, Optional<Milestone.Ended> end) {
  /** Longer than any event that this version makes; in characters. */
  private static final int LONGEST = 256 * 1024;

  private static final int LONGEST_REASON = 16 * 1024;
  private static final String ENDED = "ended";
  private static final Set<String> KINDS =
      Set.of("planned", "started", "progress", "output", "warning", "finished", "failed");
  private static final JsonMapper JSON = new JsonMapper();

  /** Checks a report; what cannot be stored of it becomes a warning, so that numbers stay. */
  static Checked of(ToServer.Report report, Instant now) {
    List<NewEvent> events = new ArrayList<>();
    for (ToServer.Happened each : report.events()) {
      if (each.kind().equals(ENDED)) {
        return new Checked(events, Optional.of(end(each.body())));
      }
      events.add(
          body(each)
              .map(b -> new NewEvent(time(each, now), each.kind(), b))
              .orElseGet(() -> warning(each, now)));
    }
    return new Checked(events, Optional.empty());
  }

  /** What is stored in place of a report that the database refuses. */
  static Checked inPlaceOf(ToServer.Report report, Instant now) {
    Checked whole = of(report, now);
    List<NewEvent> warnings =
        report.events().stream().limit(whole.events().size()).map(e -> warning(e, now)).toList();
    return new Checked(
        warnings,
        whole.end().map(e -> new Milestone.Ended(e.state(), Optional.empty(), Optional.empty())));
  }

  /** A worker's clock may be wrong; nothing has happened later than now. */
  private static Instant time(ToServer.Happened happened, Instant now) {
    return Instant.ofEpochMilli(Math.clamp(happened.at(), 0, now.toEpochMilli()));
  }

  private static NewEvent warning(ToServer.Happened happened, Instant now) {
    String message = "the worker told something here that is not understood";
    return new NewEvent(
        time(happened, now), "warning", EventJson.line(new Event.Warning("service", message)));
  }

  /** The body on one line; empty where it is no event of its kind. */
  private static Optional<String> body(ToServer.Happened happened) {
    if (!KINDS.contains(happened.kind()) || happened.body().length() > LONGEST) {
      return Optional.empty();
    }
    try {
      // PostgreSQL has no text with a zero in it.
      JsonNode body = JSON.readTree(happened.body().replace("\\u0000", "\\ufffd"));
      return body.isObject() && body.path("event").asString("").equals(happened.kind())
          ? Optional.of(body.toString())
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Milestone.Ended end(String body) {
    try {
      JsonNode fields = JSON.readTree(body);
      Optional<BuildState> state =
          BuildState.of(fields.path("state").asString("")).filter(BuildState::isOver);
      if (state.isPresent()) {
        return new Milestone.Ended(
            state.get(), text(fields, "reason", LONGEST_REASON), text(fields, "step", 200));
      }
    } catch (JacksonException e) {
      // Said below.
    }
    return new Milestone.Ended(
        BuildState.FAILED,
        Optional.of("how it ended is not understood: its worker may be of another version"),
        Optional.empty());
  }

  private static Optional<String> text(JsonNode fields, String key, int longest) {
    return Optional.ofNullable(fields.path(key).asString(null))
        .map(t -> t.replace('\0', '\ufffd'))
        .map(t -> t.length() <= longest ? t : t.substring(0, longest) + " … (cut)");
  }
}
