package dev.slipway.queue.store;

import java.time.Instant;

/**
 * A session of somebody who has signed in.
 *
 * @param hash SHA-256 of what the browser has, in hexadecimal
 * @param csrf what a form of the session's pages has to send along
 * @param seen when it was used last, not exact to the minute
 */
public record SessionRow(String hash, String account, String csrf, Instant created, Instant seen) {
  @Override
  public String toString() {
    return "a session of " + account + " since " + created;
  }
}
