package dev.slipway.queue.event;

import dev.slipway.queue.BuildState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What happens to a build as a whole, beside the events of its steps. */
public sealed interface Milestone {
  /** The names of all kinds, in the order in which they may come. */
  List<String> KINDS =
      List.of(
          "queued", "assigned", "cancelling", "lost", "artifact", "ended", "published", "disposed");

  /** It was put into the queue. */
  record Queued(String by, String why) implements Milestone {}

  /** A worker has it. */
  record Assigned(String worker) implements Milestone {}

  /** Somebody wants it to end. */
  record Cancelling(String by) implements Milestone {}

  /** Its worker was not heard of any more; it is put into the queue again. */
  record Lost(String worker, String why) implements Milestone {}

  /** A file of it is in the storage. */
  record Artifact(String name, long size, String sha256) implements Milestone {}

  /** It is over. */
  record Ended(BuildState state, Optional<String> reason, Optional<String> failedStep)
      implements Milestone {}

  /** Its artifacts were brought to a destination, or were not. */
  record Published(String url, boolean done, Optional<String> reason) implements Milestone {}

  /** Its artifacts were removed by retention. */
  record Disposed(String why) implements Milestone {}

  /** The name of its kind: {@code ended}. */
  default String kind() {
    return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  /** As a JSON object on one line, which begins with {@code event}. */
  default String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", kind());
    switch (this) {
      case Queued(String by, String why) -> {
        fields.put("by", by);
        fields.put("why", why);
      }
      case Assigned(String worker) -> fields.put("worker", worker);
      case Cancelling(String by) -> fields.put("by", by);
      case Lost(String worker, String why) -> {
        fields.put("worker", worker);
        fields.put("why", why);
      }
      case Artifact(String name, long size, String sha256) -> {
        fields.put("name", name);
        fields.put("size", size);
        fields.put("sha256", sha256);
      }
      case Ended(BuildState state, Optional<String> reason, Optional<String> step) -> {
        fields.put("state", state.word());
        reason.ifPresent(r -> fields.put("reason", r));
        step.ifPresent(s -> fields.put("step", s));
      }
      case Published(String url, boolean done, Optional<String> reason) -> {
        fields.put("url", url);
        fields.put("done", done);
        reason.ifPresent(r -> fields.put("reason", r));
      }
      case Disposed(String why) -> fields.put("why", why);
    }
    return Json.MAPPER.writeValueAsString(fields);
  }

  /** Keeps the mapper out of the interface's own surface. */
  final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}
  }
}
