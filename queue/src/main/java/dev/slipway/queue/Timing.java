package dev.slipway.queue;

import java.time.Duration;

/**
 * How long the parts of the service wait for each other. Servers and workers of one service have
 * the same.
 *
 * @param lease how long a worker may not be heard of before its builds are given to others
 * @param beat how often a worker tells of itself, and says again what was not answered
 * @param sweep how often servers look for leases that have ended
 * @param tickets how often servers see that there is a ticket for each build in the queue
 */
public record Timing(Duration lease, Duration beat, Duration sweep, Duration tickets) {
  /** What suits machines that are some network away from each other. */
  public static final Timing USUAL =
      new Timing(
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10));

  /** How long a worker waits for the answer to a claim. */
  public Duration answer() {
    return beat.multipliedBy(2);
  }
}
