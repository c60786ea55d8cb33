package dev.slipway.queue.errand;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When what did not work is tried again.
 *
 * @param pauses after each attempt; the last one again and again
 * @param patience how long after it was wanted an errand is given up
 */
public record Pace(List<Duration> pauses, Duration patience) {
  /**
   * For what others may repair: after a minute, five, half an hour, and each two hours of a day.
   */
  public static final Pace DAY =
      new Pace(
          List.of(
              Duration.ofMinutes(1),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2)),
          Duration.ofDays(1));

  public Pace {
    pauses = List.copyOf(pauses);
  }

  /**
   * When the next attempt is; empty where there is none any more.
   *
   * @param attempts how many there were, at least 1
   * @param created when the errand was wanted
   */
  Optional<Instant> next(int attempts, Instant created, Instant now) {
    Instant next = now.plus(pauses.get(Math.min(attempts, pauses.size()) - 1));
    return next.isAfter(created.plus(patience)) ? Optional.empty() : Optional.of(next);
  }
}
