package dev.slipway.queue.store;

import java.time.Instant;

/**
 * A project: builds that its members see, and others do not.
 *
 * @param name formed as an account's
 * @param network whether scripts of its builds may use the network
 */
public record ProjectRow(String name, boolean network, Instant created) {
  /** The project of whoever names none. */
  public static final String DEFAULT = "default";
}
