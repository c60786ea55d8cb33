package dev.slipway.queue;

import java.util.Locale;
import java.util.Optional;

/** Where a build is. */
public enum BuildState {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Whether nothing more happens to it, unless somebody retries it. */
  public boolean isOver() {
    return this != QUEUED && this != RUNNING;
  }

  /** Its name in the API, in the database and on pages: {@code succeeded}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of a {@linkplain #word() name}. */
  public static Optional<BuildState> of(String word) {
    for (BuildState each : values()) {
      if (each.word().equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
