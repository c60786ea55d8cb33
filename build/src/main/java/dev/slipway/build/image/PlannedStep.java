package dev.slipway.build.image;

import java.util.Optional;

/**
 * A step as a plan shows it.
 *
 * @param id the beginning of its fingerprint; empty where it is not known yet
 * @param reason why it is to be done; empty where its result is there
 */
public record PlannedStep(String name, String title, Optional<String> id, Optional<String> reason) {
  /** Whether there is nothing left to do. */
  public boolean isCached() {
    return reason.isEmpty();
  }
}
