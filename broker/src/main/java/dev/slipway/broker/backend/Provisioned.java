package dev.slipway.broker.backend;

import java.util.Optional;

/**
 * What came of making an instance.
 *
 * @param dashboard the address of its own pages, where the back end has some
 */
public record Provisioned(Optional<String> dashboard) {
  /** An instance without pages of its own. */
  public static final Provisioned PLAIN = new Provisioned(Optional.empty());
}
