package dev.slipway.broker.relay;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a relay waits for the broker behind it.
 *
 * @param connect until it is connected
 * @param request for an answer
 * @param shortest pause before the broker is asked again
 * @param longest such pause, whatever the broker's {@code Retry-After} says
 */
public record RelayLimits(Duration connect, Duration request, Duration shortest, Duration longest) {
  /**
   * What platforms do themselves: a minute for a request, and asking again after 2 to 60 seconds.
   */
  public static final RelayLimits DEFAULT =
      new RelayLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          Duration.ofSeconds(60));

  /**
   * How long to wait before the broker is asked again.
   *
   * @param said its {@code Retry-After}; empty where it has none that is a number
   */
  Duration pause(Optional<Duration> said) {
    Duration wanted = said.orElse(shortest);
    if (wanted.compareTo(shortest) < 0) {
      return shortest;
    }
    return wanted.compareTo(longest) > 0 ? longest : wanted;
  }
}
