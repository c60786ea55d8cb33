package dev.slipway.queue.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event that has no number yet; see {@link BuildEvent}.
 *
 * @param kind as {@code event} in the body
 * @param body a JSON object on one line, whose first key is {@code event}
 */
public record NewEvent(Instant at, String kind, String body) {
  public NewEvent {
    // As exact as the database, so that whoever reads it there sees the same.
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** A milestone that is reached at a time. */
  public static NewEvent of(Instant at, Milestone milestone) {
    return new NewEvent(at, milestone.kind(), milestone.json());
  }
}
