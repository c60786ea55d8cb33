package dev.slipway.queue.store;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.event.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What attempts report: each event once, in order, and only of the attempt that counts. */
public final class Reports {
  private Reports() {}

  /** What became of a report. */
  public sealed interface Received {
    /** It is stored; these are its events with their numbers. */
    record Stored(List<BuildEvent> events) implements Received {}

    /** It was stored before. */
    record Known() implements Received {}

    /** What comes before it is not here; everything up to a number is. */
    record Missing(long upTo) implements Received {}

    /** The attempt does not count any more. */
    record Stale() implements Received {}
  }

  private record Progress(long reported, long lastEvent) {}

  /**
   * Takes a report of an attempt.
   *
   * @param first the number, from 1, that the first of the events has among the attempt's
   * @param ends whether the attempt's end follows the events, which has a number too
   */
  public static Received take(
      Handle handle, long build, int attempt, long first, List<NewEvent> events, boolean ends) {
    Optional<Progress> progress = progress(handle, build, attempt);
    if (progress.isEmpty()) {
      return new Received.Stale();
    }
    long reported = progress.get().reported();
    long upTo = first + events.size() - 1 + (ends ? 1 : 0);
    if (upTo <= reported) {
      return new Received.Known();
    }
    if (first > reported + 1) {
      return new Received.Missing(reported);
    }
    int known = (int) Math.min(reported + 1 - first, events.size());
    List<NewEvent> fresh =
        EventLimit.apply(events.subList(known, events.size()), progress.get().lastEvent());
    Optional<Long> last = advance(handle, build, attempt, reported, upTo, fresh.size());
    // Another server was quicker: whoever hears of both has both.
    return last.isEmpty()
        ? new Received.Known()
        : new Received.Stored(
            Events.insert(handle, build, last.get() - fresh.size(), attempt, fresh));
  }

  private static Optional<Progress> progress(Handle handle, long build, int attempt) {
    return handle
        .createQuery(
            """
            SELECT reported, last_event FROM build
            WHERE id = :build AND attempt = :attempt AND state = 'running'
            """)
        .bind("build", build)
        .bind("attempt", attempt)
        .map((row, _) -> new Progress(row.getLong(1), row.getLong(2)))
        .findOne();
  }

  /** The condition lets only one of two servers store what both have received. */
  private static Optional<Long> advance(
      Handle handle, long build, int attempt, long reported, long upTo, int count) {
    return handle
        .createQuery(
            """
            UPDATE build SET reported = :upTo, last_event = last_event + :count
            WHERE id = :build AND attempt = :attempt AND state = 'running'
                AND reported = :reported
            RETURNING last_event
            """)
        .bind("build", build)
        .bind("attempt", attempt)
        .bind("reported", reported)
        .bind("upTo", upTo)
        .bind("count", count)
        .mapTo(Long.class)
        .findOne();
  }

  /**
   * Ends a build.
   *
   * @return its last event; empty where the attempt does not count any more
   */
  public static Optional<BuildEvent> end(
      Handle handle, long build, int attempt, Milestone.Ended said, Instant now) {
    Milestone.Ended end = said.state() == BuildState.CANCELLED ? cancelled(handle, build) : said;
    int changed =
        handle
            .createUpdate(
                """
                UPDATE build SET state = :state, ended_at = :now, reason = :reason,
                    failed_step = :step, lease_until = NULL, lease_hash = NULL, cancelling = 0
                WHERE id = :build AND attempt = :attempt AND state = 'running'
                """)
            .bind("build", build)
            .bind("attempt", attempt)
            .bind("state", end.state().word())
            .bind("reason", end.reason().orElse(null))
            .bind("step", end.failedStep().orElse(null))
            .bind("now", now.toEpochMilli())
            .execute();
    return changed == 0
        ? Optional.empty()
        : Optional.of(Events.add(handle, build, List.of(NewEvent.of(now, end))).getFirst());
  }

  /** The worker knows that it was cancelled, but not by whom. */
  private static Milestone.Ended cancelled(Handle handle, long build) {
    return new Milestone.Ended(
        BuildState.CANCELLED,
        Builds.get(handle, build).flatMap(Build::reason).or(() -> Optional.of("cancelled")),
        Optional.empty());
  }
}
