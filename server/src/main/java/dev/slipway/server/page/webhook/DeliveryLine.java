package dev.slipway.server.page.webhook;

import dev.slipway.queue.store.Errand;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that a webhook was told, or is to be told.
 *
 * @param event the name of its kind
 */
record DeliveryLine(Errand errand, String event) {
  private static final JsonMapper JSON = new JsonMapper();

  static DeliveryLine of(Errand errand) {
    return new DeliveryLine(errand, JSON.readTree(errand.body()).path("event").asString(""));
  }

  /** What is wrong, where something is. */
  Optional<String> error() {
    return errand.error();
  }

  boolean isWaiting() {
    return errand.state() == Errand.State.WAITING;
  }
}
