package dev.slipway.queue.mail;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Errands;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what people are told of builds, in the transaction of what they are told. Sending it is an
 * errand: whatever becomes of a mail, nothing becomes of the build.
 */
public final class BuildMail {
  private static final int LAST_LINES = 30;
  private static final int LONGEST_LINE = 500;
  private static final JsonMapper JSON = new JsonMapper();

  private final BuildLetters letters;

  /**
   * Mail with links.
   *
   * @param pages the address of the service's pages
   */
  public BuildMail(URI pages) {
    this.letters = new BuildLetters(pages);
  }

  /** Tells whoever wanted it that a build is in the queue. */
  public void submitted(Handle handle, Build build, Instant now) {
    to(build).ifPresent(to -> send(handle, build, letters.submitted(build, to), now));
  }

  /** Tells whoever wanted it what became of a build. */
  public void ended(Handle handle, long id, Instant now) {
    Build build = Builds.get(handle, id).orElseThrow();
    to(build)
        .ifPresent(to -> {
          List<String> lines =
              build.state() == BuildState.FAILED ? lastLines(handle, build) : List.of();
          send(handle, build, letters.ended(build, to, lines), now);
        });
  }

  private static Optional<String> to(Build build) {
    return build.request().options().mail();
  }

  private static void send(Handle handle, Build build, Letter letter, Instant now) {
    String body = JSON.writeValueAsString(letter);
    Errands.add(handle, SendMail.KIND, Optional.of(build.id()), letter.to(), body, now);
  }

  /** Of the step that failed, where one did. */
  private static List<String> lastLines(Handle handle, Build build) {
    // Steps' events name their step second, as EventJson writes them.
    String step =
        build
            .failedStep()
            .map(s -> "{\"event\":\"output\",\"step\":" + JSON.writeValueAsString(s) + ",%")
            .orElse("%");
    return handle
        .createQuery(
            """
            SELECT body FROM event
            WHERE build = :build AND attempt = :attempt AND kind = 'output' AND body LIKE :step
            ORDER BY seq DESC LIMIT :limit
            """)
        .bind("build", build.id())
        .bind("attempt", build.attempt())
        .bind("step", step)
        .bind("limit", LAST_LINES)
        .mapTo(String.class)
        .list()
        .reversed()
        .stream()
        .map(b -> shortened(JSON.readTree(b).path("line").asString("")))
        .toList();
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }
}
