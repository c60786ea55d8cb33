package dev.slipway.cli.service;

import java.time.Duration;
import java.util.Optional;

/** How long to wait before asking again. */
final class Pause {
  /** Where a broker does not say. */
  static final Duration USUAL = Duration.ofSeconds(5);

  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final int LONGEST_SECONDS = 3600;

  private Pause() {}

  /** The seconds of a {@code Retry-After}; dates are not understood, as on other platforms. */
  static Optional<Duration> read(String text) {
    if (!text.strip().matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    Duration wanted = Duration.ofSeconds(Math.min(LONGEST_SECONDS, Integer.parseInt(text.strip())));
    return Optional.of(wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted);
  }
}
