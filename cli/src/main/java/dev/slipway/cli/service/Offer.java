package dev.slipway.cli.service;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plan of a service, by names and ids.
 *
 * @param version of its maintenance; empty where it has none
 * @param longest how many seconds something may go on; nothing where the plan does not say
 */
record Offer(
    String service,
    String serviceId,
    String plan,
    String planId,
    String version,
    @Nullable Long longest) {
  /** For how long something may go on. */
  Optional<Duration> most() {
    return Optional.ofNullable(longest).map(Duration::ofSeconds);
  }

  /** For people. */
  String text() {
    return service + " " + plan;
  }
}
