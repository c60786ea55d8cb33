package dev.slipway.queue.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an API token; the token itself is not.
 *
 * @param name what its owner calls it
 * @param scopes what may be done with it, as words
 * @param expires from when it is worth nothing; never where it is empty
 * @param used when it was used last, not exact to the minute
 */
public record TokenRow(
    long id,
    String account,
    String name,
    List<String> scopes,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> used) {
  public TokenRow {
    scopes = List.copyOf(scopes);
  }
}
