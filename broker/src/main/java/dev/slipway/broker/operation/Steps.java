package dev.slipway.broker.operation;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Provisioned;
import dev.slipway.broker.secret.Sealer;
import dev.slipway.broker.store.BindingRow;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Kind;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.OperationRow;
import dev.slipway.broker.store.Remain;
import dev.slipway.broker.store.State;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operation does to a back end, and then writes down. Each can be run again after it was
 * cut off anywhere: back ends promise that.
 */
public final class Steps {
  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

  private final Ledger ledger;
  private final Offer offer;
  private final Sealer sealer;
  private final Clock clock;

  /** With where things are made and written down. */
  public Steps(Ledger ledger, Offer offer, Sealer sealer, Clock clock) {
    this.ledger = ledger;
    this.offer = offer;
    this.sealer = sealer;
    this.clock = clock;
  }

  /**
   * Does it.
   *
   * @return the operation as it is then; empty where another process has it now
   */
  Optional<OperationRow> run(OperationRow operation) throws BackendException, BrokerException {
    InstanceRow row = ledger.instances().find(operation.instance()).orElseThrow();
    Backend backend = offer.backend(row.backend());
    return switch (operation.kind()) {
      case PROVISION -> provision(operation, row, backend);
      case UPDATE -> update(operation, row, backend);
      case DEPROVISION -> deprovision(operation, row, backend);
      case BIND -> bind(operation, row, backend);
      case UNBIND -> unbind(operation, row, backend);
    };
  }

  private Optional<OperationRow> provision(OperationRow operation, InstanceRow row, Backend backend)
      throws BackendException {
    Provisioned made = backend.provision(offer.instance(row, operation));
    return done(
        operation,
        handle -> ledger.instances().ready(handle, row.id(), made.dashboard(), clock.instant()));
  }

  private Optional<OperationRow> update(OperationRow operation, InstanceRow row, Backend backend)
      throws BackendException {
    backend.update(offer.instance(row, operation), bindings(row));
    return done(
        operation,
        handle ->
            ledger
                .instances()
                .updated(
                    handle,
                    row.id(),
                    operation.plan(),
                    operation.parameters(),
                    operation.maintenance(),
                    clock.instant()));
  }

  /**
   * Has an instance be as it was before an update that failed.
   *
   * @return whether it is
   */
  private boolean back(InstanceRow row) {
    try {
      offer.backend(row.backend()).update(offer.instance(row), bindings(row));
      return true;
    } catch (BackendException | BrokerException | RuntimeException e) {
      LOG.warn(
          "instance {} may have limits of two plans until its back end answers: {}",
          row.id(),
          e.getMessage());
      return false;
    }
  }

  private Optional<OperationRow> deprovision(
      OperationRow operation, InstanceRow row, Backend backend) throws BackendException {
    Instance instance = offer.instance(row, operation);
    List<BindingRow> bindings = ledger.bindings().of(row.id());
    for (BindingRow each : bindings) {
      backend.unbind(instance, Offer.binding(each));
    }
    backend.deprovision(instance);
    return done(
        operation,
        handle -> {
          Instant now = clock.instant();
          bindings.forEach(
              b -> ledger.bindings().state(handle, row.id(), b.id(), State.DELETED, now));
          ledger.instances().state(handle, row.id(), State.DELETED, now);
        });
  }

  private Optional<OperationRow> bind(OperationRow operation, InstanceRow row, Backend backend)
      throws BackendException {
    BindingRow made = ledger.bindings().find(row.id(), operation.binding()).orElseThrow();
    Instance instance = offer.instance(row, operation);
    Binding binding = Offer.binding(made);
    Bound bound = backend.bind(instance, binding);
    if (row.restricted()) {
      backend.restrict(instance, List.of(binding), true);
    }
    Set<String> requires =
        offer.catalog().service(row.service()).map(s -> s.requires()).orElse(Set.of());
    String open = BoundJson.of(bound, requires);
    return done(
        operation,
        handle -> {
          // Within the transaction: a key that is used here is not forgotten before it is over.
          ledger.bindings().lockToSeal(handle);
          String sealed = sealer.seal(open, place(row.id(), made.id()));
          ledger.bindings().ready(handle, row.id(), made.id(), sealed, clock.instant());
        });
  }

  private Optional<OperationRow> unbind(OperationRow operation, InstanceRow row, Backend backend)
      throws BackendException {
    BindingRow made = ledger.bindings().find(row.id(), operation.binding()).orElseThrow();
    backend.unbind(offer.instance(row, operation), Offer.binding(made));
    return done(
        operation,
        handle ->
            ledger.bindings().state(handle, row.id(), made.id(), State.DELETED, clock.instant()));
  }

  private Optional<OperationRow> done(OperationRow operation, Consumer<Handle> change) {
    return end(operation, Optional.empty(), change);
  }

  /**
   * Writes down that an operation failed, and what it leaves to be removed.
   *
   * @return the operation as it is then; empty where another process has it now
   */
  Optional<OperationRow> failed(OperationRow operation, BrokerException fault) {
    InstanceRow row = ledger.instances().find(operation.instance()).orElseThrow();
    State updated = operation.kind() == Kind.UPDATE && !back(row) ? State.UPDATING : State.READY;
    Instant now = clock.instant();
    return end(
        operation,
        Optional.of(fault),
        handle -> {
          switch (operation.kind()) {
            case PROVISION -> {
              ledger.instances().state(handle, row.id(), State.FAILED, now);
              ledger.remains().add(handle, remain(row, "", row.id()), now);
            }
            case UPDATE -> ledger.instances().state(handle, row.id(), updated, now);
            case BIND ->
                ledger
                    .bindings()
                    .find(handle, row.id(), operation.binding())
                    .ifPresent(b -> {
                      ledger.bindings().state(handle, row.id(), b.id(), State.FAILED, now);
                      ledger.remains().add(handle, remain(row, b.name(), b.id()), now);
                    });
            case DEPROVISION, UNBIND -> {
              // It stays what it is, half removed: whoever wants it gone asks once more.
            }
          }
        });
  }

  private Remain remain(InstanceRow row, String binding, String id) {
    return new Remain(
        row.backend(), row.name(), binding, id, offer.instance(row).settings().toString(), 0);
  }

  private Optional<OperationRow> end(
      OperationRow operation, Optional<BrokerException> fault, Consumer<Handle> change) {
    OperationRow over =
        operation.ended(
            fault.map(f -> f.code().name()), fault.map(BrokerException::text), clock.instant());
    return ledger
        .database()
        .write(handle -> {
          // As requests do: or one could see what it changes as of before and its end as of after.
          ledger.instances().hold(handle, operation.instance());
          if (!ledger.operations().end(handle, over)) {
            return Optional.empty();
          }
          change.accept(handle);
          return Optional.of(over);
        });
  }

  private List<Binding> bindings(InstanceRow row) {
    return ledger.bindings().of(row.id()).stream().map(Offer::binding).toList();
  }

  /** Where a binding's secrets are kept. */
  static String place(String instance, String binding) {
    return "binding " + instance + "/" + binding;
  }
}
