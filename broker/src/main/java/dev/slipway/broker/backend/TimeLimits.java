package dev.slipway.broker.backend;

import java.time.Duration;

/**
 * How long a back end waits for its server.
 *
 * @param connect until it is connected and logged in
 * @param statement for one statement
 * @param call for all that one call of {@link Backend} does
 */
public record TimeLimits(Duration connect, Duration statement, Duration call) {
  /** 5 seconds, 30 seconds, and less than a minute. */
  public static final TimeLimits DEFAULT =
      new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(55));

  /**
   * What a statement may take.
   *
   * @param end when the call has to be over, by {@link System#nanoTime}
   */
  public Duration statementUntil(long end) {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    return left.compareTo(statement) < 0 ? left : statement;
  }
}
