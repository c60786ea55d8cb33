package dev.slipway.broker.operation;

import dev.slipway.broker.store.BindingRow;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A binding, with its secrets.
 *
 * @param bound credentials and the like, as platforms read it; empty as long as it is not made
 */
public record BindingState(BindingRow row, Optional<ObjectNode> bound) {
  /** Without what is secret. */
  @Override
  public String toString() {
    return "BindingState[" + row.id() + "]";
  }
}
