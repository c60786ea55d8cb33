package dev.slipway.broker.operation;

import dev.slipway.broker.store.OperationRow;
import java.util.Optional;

/**
 * What a transaction decided.
 *
 * @param begun an operation to run
 * @param joined one that runs already and does the same
 */
record Decision(Optional<OperationRow> begun, Optional<String> joined) {
  /** It is as it was to be. */
  static final Decision NOTHING = new Decision(Optional.empty(), Optional.empty());

  static Decision begin(OperationRow operation) {
    return new Decision(Optional.of(operation), Optional.empty());
  }

  static Decision join(OperationRow operation) {
    return new Decision(Optional.empty(), Optional.of(operation.id()));
  }
}
