package dev.slipway.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.database.Database;
import dev.slipway.process.Event;
import dev.slipway.process.Event.Outcome;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.Samples;
import dev.slipway.queue.event.EventJson;
import dev.slipway.queue.event.NewEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the worker of a build may be lost. */
final class LossesTest {
  private static final Instant NOW = Instant.EPOCH;

  @TempDir private Path folder;
  private Database database;
  private Build build;

  @BeforeEach
  void add() throws Exception {
    database = Samples.database(folder);
    build = Samples.add(database, Samples.request("web", Optional.empty(), List.of()), NOW);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** An attempt that finishes steps, and whose worker is lost then; what becomes of the build. */
  private BuildState attempt(Outcome outcome, String... steps) {
    database.change(handle -> {
      Leases.Holder worker = new Leases.Holder("w", "1", Set.of("amd64"), 1000);
      Build taken =
          Leases.claim(database, handle, worker, "hash", NOW, NOW.plusSeconds(30)).orElseThrow();
      Steps.begin(handle, taken.id());
      for (String each : steps) {
        Event finished = new Event.Finished(each, outcome, Duration.ofSeconds(1));
        Steps.note(
            handle, taken.id(), List.of(new NewEvent(NOW, "finished", EventJson.line(finished))));
      }
      Leases.lose(handle, taken, Leases.Loss.FAULT, "it is gone", NOW);
    });
    return state();
  }

  private BuildState state() {
    return new Builds(database).get(build.id()).orElseThrow().state();
  }

  @Test
  void whoComesFurtherIsForgiven() {
    for (int i = 0; i < 4; i++) {
      assertThat(attempt(Outcome.DONE, "resolve")).isEqualTo(BuildState.QUEUED);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(attempt(Outcome.DONE, "resolve", "install")).isEqualTo(BuildState.QUEUED);
    }
    assertThat(attempt(Outcome.CACHED, "resolve", "install", "write")).isEqualTo(BuildState.QUEUED);
  }

  @Test
  void whoDoesTheSameAgainIsNot() {
    for (int i = 0; i < 4; i++) {
      assertThat(attempt(Outcome.DONE, "resolve", "install")).isEqualTo(BuildState.QUEUED);
    }
    assertThat(attempt(Outcome.DONE, "resolve", "install")).isEqualTo(BuildState.FAILED);
  }

  @Test
  void aRetryCountsAnew() {
    for (int i = 0; i < 5; i++) {
      attempt(Outcome.DONE, "resolve", "install");
    }
    database.change(h -> Builds.requeue(h, build.id(), "ann", NOW));
    for (int i = 0; i < 4; i++) {
      assertThat(attempt(Outcome.DONE, "resolve")).isEqualTo(BuildState.QUEUED);
    }
    assertThat(attempt(Outcome.DONE, "resolve", "install")).isEqualTo(BuildState.QUEUED);
  }
}
