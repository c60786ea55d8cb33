package dev.slipway.broker.guard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Leaves a back end alone for a while that has not answered several times in a row; then one call
 * tries it.
 */
final class Breaker {
  private static final int MOST = 5;
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Clock clock;
  private int failures;
  private Instant closedAgain = Instant.MIN;

  Breaker(Clock clock) {
    this.clock = clock;
  }

  /** For how long it is still left alone; empty where it may be called. */
  synchronized Optional<Duration> pause() {
    Instant now = clock.instant();
    if (failures < MOST) {
      return Optional.empty();
    }
    if (now.isBefore(closedAgain)) {
      return Optional.of(Duration.between(now, closedAgain));
    }
    // This call tries; others wait for what comes of it.
    closedAgain = now.plus(PAUSE);
    return Optional.empty();
  }

  synchronized void answered() {
    failures = 0;
  }

  synchronized void failed() {
    failures++;
    if (failures >= MOST) {
      closedAgain = clock.instant().plus(PAUSE);
    }
  }
}
