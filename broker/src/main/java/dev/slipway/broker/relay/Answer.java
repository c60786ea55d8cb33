package dev.slipway.broker.relay;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a broker answers.
 *
 * @param body an object; empty where the broker sent something else
 * @param wellFormed whether it sent an object
 * @param retryAfter when it wants to be asked again
 */
record Answer(int status, JsonNode body, boolean wellFormed, Optional<Duration> retryAfter) {
  static final int OK = 200;
  static final int CREATED = 201;
  static final int ACCEPTED = 202;
  static final int INVALID = 400;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int MISSING = 404;
  static final int CONFLICT = 409;
  static final int GONE = 410;
  static final int TOO_MANY = 429;

  private static final int UNPROCESSABLE = 422;
  private static final int SERVER_FAULTS = 500;

  /** Whether it has done what it was asked for, or was so already. */
  boolean isDone() {
    return status == OK || status == CREATED;
  }

  boolean isGone() {
    return status == GONE || status == MISSING;
  }

  /** Whether something else is being done to the same thing. */
  boolean isBusy() {
    return status == UNPROCESSABLE && text("error").equals(Optional.of("ConcurrencyError"));
  }

  /** Whether another time it may answer otherwise. */
  boolean isLater() {
    return status >= SERVER_FAULTS || status == TOO_MANY || isBusy();
  }

  /** A text of the body's that is not empty. */
  Optional<String> text(String key) {
    return Optional.ofNullable(body.path(key).stringValue(null)).filter(t -> !t.isBlank());
  }
}
