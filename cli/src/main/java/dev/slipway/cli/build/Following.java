package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.cli.terminal.Text;
import dev.slipway.queue.event.EventJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows builds as if they ran here, and tells how they end. */
final class Following {
  private static final JsonMapper JSON = new JsonMapper();

  /** As a shell reports a program that ended by Ctrl-C. */
  private static final int INTERRUPTED = 130;

  private final Surroundings surroundings;
  private final Api api;
  private final FollowOptions options;
  private final boolean json;

  Following(Surroundings surroundings, Api api, FollowOptions options, boolean json) {
    this.surroundings = surroundings;
    this.api = api;
    this.options = options;
    this.json = json;
  }

  /**
   * Follows builds one after the other, each from its first event.
   *
   * @return the exit status: 0 where all have succeeded
   */
  int follow(List<Long> builds, Ended ended) throws IOException, InterruptedException {
    return follow(builds, 0, ended);
  }

  /**
   * The same, from behind an event.
   *
   * @param after its number
   */
  int follow(List<Long> builds, long after, Ended ended) throws IOException, InterruptedException {
    int status = 0;
    for (long build : builds) {
      Optional<JsonNode> over = follow(build, after);
      if (over.isEmpty()) {
        return INTERRUPTED;
      }
      print(over.get());
      if (over.get().path("state").asString("").equals("succeeded")) {
        ended.succeeded(over.get());
      } else {
        status = 1;
      }
    }
    return status;
  }

  /** Does what is to be done with a build that has succeeded. */
  interface Ended {
    void succeeded(JsonNode build) throws IOException, InterruptedException;
  }

  /** Follows one to its end; empty where the user has had enough of it. */
  private Optional<JsonNode> follow(long build, long after)
      throws IOException, InterruptedException {
    try (Progress progress = Progress.of(surroundings, false, options.verbose)) {
      new EventSource(api, sink(progress)).follow(build, after);
    } catch (InterruptedException e) {
      leave(build);
      return Optional.empty();
    }
    return Optional.of(api.get("/builds/" + build));
  }

  private EventSource.Sink sink(Progress progress) {
    return new EventSource.Sink() {
      @Override
      public void event(String text) {
        if (json) {
          surroundings.out().println(text);
          return;
        }
        EventJson.read(text)
            .ifPresentOrElse(
                progress::on, () -> said(JSON.readTree(text)).ifPresent(progress::keep));
      }

      @Override
      public void lost(IOException fault) {
        surroundings.err().println("slipway: " + fault.getMessage() + "; trying again");
      }
    };
  }

  /** What happened to the build as a whole; that it has ended is told with its result. */
  private static Optional<String> said(JsonNode event) {
    String why = event.path("why").asString("");
    String by = event.path("by").asString("");
    return switch (event.path("event").asString("")) {
      case "queued" -> Optional.of("queued by " + by + (why.equals("new") ? "" : ": " + why));
      case "assigned" -> Optional.of("worker " + event.path("worker").asString("") + " builds it");
      case "cancelling" -> Optional.of(by + " cancels it");
      case "lost" ->
          Optional.of("worker " + event.path("worker").asString("") + " was lost: " + why);
      default -> Optional.empty();
    };
  }

  private void leave(long build) throws IOException, InterruptedException {
    if (options.cancelOnInterrupt) {
      api.change("POST", "/builds/" + build + "/cancel");
      surroundings.err().println("slipway: build " + build + " is cancelled");
      return;
    }
    surroundings
        .err()
        .println(
            "slipway: build %1$d goes on; see it with `slipway build logs -f %1$d`".formatted(build)
                + ", end it with `slipway build cancel "
                + build
                + "`");
  }

  private void print(JsonNode build) {
    if (json) {
      return;
    }
    String reason = build.path("reason").asString("");
    String step = build.path("failedStep").asString("");
    surroundings
        .err()
        .println(
            "slipway: build %d of %s %s%s%s"
                .formatted(
                    build.path("id").asLong(0),
                    build.path("image").asString(""),
                    build.path("state").asString(""),
                    step.isEmpty() ? "" : " in " + step,
                    reason.isEmpty() ? "" : ": " + Text.plain(reason.replace("\n", " | "))));
  }
}
