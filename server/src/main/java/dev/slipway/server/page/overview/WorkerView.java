package dev.slipway.server.page.overview;

import dev.slipway.queue.Build;
import dev.slipway.queue.store.WorkerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A worker as it is shown.
 *
 * @param builds those that it works on, of those that may be seen
 * @param isThere whether it was heard of not long ago
 */
record WorkerView(WorkerRow row, List<Build> builds, boolean isThere) {
  /** Six times as long as a worker is silent when all is well. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  static WorkerView of(WorkerRow row, List<Build> running, Instant now) {
    return new WorkerView(
        row,
        running.stream().filter(b -> b.worker().filter(row.id()::equals).isPresent()).toList(),
        Duration.between(row.seen(), now).compareTo(SILENCE) < 0);
  }

  /** Whether it takes builds. */
  boolean isTaking() {
    return isThere && !row.draining();
  }

  /** In a word, as states of builds are shown. */
  String state() {
    if (!isThere) {
      return "lost";
    }
    if (row.draining()) {
      return "draining";
    }
    return row.busy() > 0 ? "busy" : "idle";
  }
}
