package dev.slipway.server.api;

import dev.slipway.queue.store.Errand;
import java.time.Instant;
import java.util.Optional;

/**
 * An errand as it is shown: a delivery of a webhook, a publication.
 *
 * @param state waiting, running, done or failed
 * @param next when it is tried; while it runs, when another server may take it
 */
record ErrandView(
    long id,
    Optional<Long> build,
    String subject,
    String state,
    int attempts,
    Optional<Instant> next,
    Optional<String> error,
    Instant created,
    Optional<Instant> ended) {
  static ErrandView of(Errand errand) {
    return new ErrandView(
        errand.id(),
        errand.build(),
        errand.subject(),
        errand.state().word(),
        errand.attempts(),
        errand.ended().isPresent() ? Optional.empty() : Optional.of(errand.next()),
        errand.error(),
        errand.created(),
        errand.ended());
  }
}
