package dev.slipway.broker.operation;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.BrokerException.Code;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.OperationRow;
import dev.slipway.broker.store.State;
import java.util.Optional;

/**
 * How far operations are.
 *
 * <p>Source: Open Service Broker API 2.17, "Polling Last Operation".
 */
public final class LastOperations {
  private final Ledger ledger;

  /** Those of a ledger. */
  public LastOperations(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * The operation of an instance that began last, or the one that is named.
   *
   * @throws BrokerException GONE where the instance is gone, UNKNOWN where it never was
   */
  public OperationRow ofInstance(String instance, Optional<String> operation)
      throws BrokerException {
    State state =
        ledger
            .instances()
            .find(instance)
            .orElseThrow(
                () -> new BrokerException(Code.UNKNOWN, "there was never such an instance"))
            .state();
    if (state == State.DELETED) {
      throw new BrokerException(Code.GONE, "the instance is gone");
    }
    return find(instance, "", operation);
  }

  /**
   * The operation of a binding that began last, or the one that is named.
   *
   * @throws BrokerException GONE where the binding is gone, UNKNOWN where it never was
   */
  public OperationRow ofBinding(String instance, String binding, Optional<String> operation)
      throws BrokerException {
    State state =
        ledger
            .bindings()
            .find(instance, binding)
            .orElseThrow(() -> new BrokerException(Code.UNKNOWN, "there was never such a binding"))
            .state();
    if (state == State.DELETED) {
      throw new BrokerException(Code.GONE, "the binding is gone");
    }
    return find(instance, binding, operation);
  }

  private OperationRow find(String instance, String binding, Optional<String> operation)
      throws BrokerException {
    Optional<OperationRow> row =
        operation.isPresent()
            ? ledger
                .operations()
                .find(operation.get())
                .filter(o -> o.instance().equals(instance) && o.binding().equals(binding))
            : ledger.operations().last(instance, binding);
    return row.orElseThrow(
        () -> new BrokerException(Code.INVALID, "`operation` is none of this instance or binding"));
  }
}
