package dev.slipway.server.security;

import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** What a request came with does not open anything. */
final class Refused extends Exception {
  private final HttpStatus status;
  private final Optional<Duration> wait;

  private Refused(HttpStatus status, String reason, Optional<Duration> wait) {
    super(reason, null, false, false);
    this.status = status;
    this.wait = wait;
  }

  static Refused credentials(String reason) {
    return new Refused(HttpStatus.UNAUTHORIZED, reason, Optional.empty());
  }

  static Refused tooMany(Duration wait) {
    return new Refused(
        HttpStatus.TOO_MANY_REQUESTS,
        "too many attempts to sign in; try again in " + seconds(wait) + " s",
        Optional.of(wait));
  }

  HttpStatus status() {
    return status;
  }

  /** The value of {@code Retry-After}. */
  Optional<String> retryAfter() {
    return wait.map(Refused::seconds).map(String::valueOf);
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
