package dev.slipway.broker.operation;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.BrokerException.Code;
import dev.slipway.broker.store.Asker;
import dev.slipway.broker.store.Kind;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.OperationRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Lets operations in: one at a time for an instance, beside it none of its bindings; one at a time
 * for a binding. All within the caller's transaction, which has the instance's row to itself.
 */
final class Admission {
  private final Ledger ledger;

  Admission(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Refuses where something is being done that is in the way. */
  void require(Handle handle, String instance, String binding) throws BrokerException {
    Optional<OperationRow> other = other(handle, instance, binding);
    if (other.isPresent()) {
      throw concurrency(other.get());
    }
  }

  /** What is being done that is in the way. */
  Optional<OperationRow> other(Handle handle, String instance, String binding) {
    List<OperationRow> running = ledger.operations().running(handle, instance);
    return running.stream()
        .filter(o -> binding.isEmpty() || o.binding().isEmpty() || o.binding().equals(binding))
        .findFirst();
  }

  static BrokerException concurrency(OperationRow other) {
    return new BrokerException(
        Code.CONCURRENCY,
        "%s of this %s is going on; try again when it is over"
            .formatted(other.kind().word(), other.binding().isEmpty() ? "instance" : "binding"));
  }

  /** Writes down that an operation begins. */
  OperationRow begin(
      Handle handle,
      String id,
      String instance,
      String binding,
      Kind kind,
      String plan,
      String parameters,
      String maintenance,
      Asker asker,
      Instant now) {
    OperationRow row =
        new OperationRow(
            id,
            instance,
            binding,
            kind,
            OperationRow.Status.RUNNING,
            plan,
            parameters,
            Optional.empty(),
            Optional.empty(),
            asker,
            maintenance,
            "",
            now,
            Optional.empty());
    ledger.operations().add(handle, row);
    return row;
  }
}
