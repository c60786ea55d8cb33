package dev.slipway.server.api;

import dev.slipway.queue.store.Steps;
import java.util.List;
import java.util.Optional;

/**
 * A step of a build as the API shows it.
 *
 * @param state {@code waiting}, {@code running}, {@code done}, {@code cached}, {@code failed} or
 *     {@code stopped}
 * @param seconds how long it took, once it is over
 */
record StepView(
    String name, String title, List<String> needs, String state, Optional<Double> seconds) {
  /** All of a build's. */
  record All(List<StepView> steps) {}

  static StepView of(Steps.Row row) {
    return new StepView(row.name(), row.title(), row.needs(), row.state(), seconds(row));
  }

  static Optional<Double> seconds(Steps.Row row) {
    return row.millis().isPresent()
        ? Optional.of(row.millis().getAsLong() / 1000.0)
        : Optional.empty();
  }
}
