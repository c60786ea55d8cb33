package dev.slipway.broker.store;

/**
 * Who asked for something.
 *
 * @param user the broker's user
 * @param identity the platform's user, as the platform tells: {@code cloudfoundry {…}}; else empty
 * @param request the request's own identity; else empty
 */
public record Asker(String user, String identity, String request) {
  /** The broker itself: no user has such a name. */
  public static final Asker BROKER = new Asker("", "", "");
}
