package dev.slipway.broker.operation;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.BrokerException.Code;
import dev.slipway.broker.catalog.Service;
import dev.slipway.broker.catalog.ServicePlan;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.broker.secret.Sealer;
import dev.slipway.broker.store.Asker;
import dev.slipway.broker.store.BindingRow;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Kind;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.OperationRow;
import dev.slipway.broker.store.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What is asked of bindings.
 *
 * <p>Source: Open Service Broker API 2.17, "Binding", "Unbinding", "Fetching a Service Binding",
 * "Binding Rotation".
 */
public final class BindingOperations {
  private final Ledger ledger;
  private final Offer offer;
  private final Runner runner;
  private final Admission admission;
  private final Waiting waiting;
  private final Sealer sealer;
  private final RandomNames names;
  private final Clock clock;

  /** With all that it needs. */
  public BindingOperations(
      Ledger ledger,
      Offer offer,
      Runner runner,
      Waiting waiting,
      Sealer sealer,
      RandomNames names,
      Clock clock) {
    this.ledger = ledger;
    this.offer = offer;
    this.runner = runner;
    this.admission = new Admission(ledger);
    this.waiting = waiting;
    this.sealer = sealer;
    this.names = names;
    this.clock = clock;
  }

  /** Lets an application in. */
  public Result<BindingState> bind(String instance, String id, BindRequest request, Asker asker)
      throws BrokerException {
    Service service = offer.service(request.service());
    ServicePlan plan = Offer.plan(service, request.plan());
    if (!plan.bindable()) {
      throw new BrokerException(
          Code.INVALID, "instances of the plan " + plan.name() + " cannot be bound");
    }
    if (service.appRequired() && request.app().isEmpty() && request.predecessor().isEmpty()) {
      throw new BrokerException(
          Code.REQUIRES_APP, "bindings of this service name an application in `app_guid`");
    }
    if (request.predecessor().isEmpty()) {
      Checks.parameters(plan.schemas().bind(), request.parameters());
    }
    boolean slow = offer.backend(service.backend()).isSlow();
    Instant now = clock.instant();
    Decision decision =
        ledger
            .database()
            .write(handle -> {
              InstanceRow row =
                  ledger
                      .instances()
                      .lock(handle, instance)
                      .filter(r -> !r.state().isOver())
                      .orElseThrow(() ->
                          new BrokerException(Code.UNKNOWN, "there is no instance with this id"));
              Checks.same(row, request.service(), request.plan());
              Optional<BindingRow> there = ledger.bindings().find(handle, instance, id);
              if (there.isPresent() && !there.get().state().isOver()) {
                return existing(handle, there.get(), request);
              }
              admission.require(handle, instance, id);
              InstanceOperations.ready(row);
              if (slow && !request.async()) {
                throw InstanceOperations.asyncRequired();
              }
              ledger.bindings().add(handle, row(handle, instance, id, request, plan, now));
              return Decision.begin(begin(handle, row, id, Kind.BIND, asker));
            });
    return whole(waiting.await(runner, decision, request.async(), slow, () -> made(instance, id)));
  }

  /** One that takes another one's place is for the same application. */
  private BindingRow row(
      Handle handle, String instance, String id, BindRequest request, ServicePlan plan, Instant now)
      throws BrokerException {
    BindingRow plain =
        new BindingRow(
            instance,
            id,
            names.binding(),
            request.app().orElse(""),
            Canonical.of(request.resource()),
            Canonical.of(request.parameters()),
            "",
            State.CREATING,
            Optional.empty(),
            now);
    if (request.predecessor().isEmpty()) {
      return plain;
    }
    if (!plan.rotatable()) {
      throw new BrokerException(
          Code.INVALID,
          "bindings of the plan %s take no other's place: see `binding_rotatable`"
              .formatted(plan.name()));
    }
    String predecessor = request.predecessor().get();
    BindingRow before =
        ledger
            .bindings()
            .find(handle, instance, predecessor)
            .filter(b -> b.state() == State.READY)
            .orElseThrow(() ->
                new BrokerException(
                    Code.INVALID, "`predecessor_binding_id` names no binding of this instance"));
    return new BindingRow(
        instance,
        id,
        plain.name(),
        before.app(),
        before.resource(),
        before.parameters(),
        predecessor,
        State.CREATING,
        Optional.empty(),
        now);
  }

  private Decision existing(Handle handle, BindingRow row, BindRequest request)
      throws BrokerException {
    if (!isSame(row, request)) {
      throw new BrokerException(
          Code.CONFLICT, "a binding with this id is there, and has other attributes");
    }
    return switch (row.state()) {
      case READY -> Decision.NOTHING;
      case CREATING ->
          Decision.join(
              admission
                  .other(handle, row.instance(), row.id())
                  .filter(o -> o.binding().equals(row.id()))
                  .orElseThrow(BindingOperations::removed));
      case UPDATING, DELETING, DELETED, FAILED -> throw removed();
    };
  }

  /** What one has that took another's place was that one's, which may be gone by now. */
  private static boolean isSame(BindingRow row, BindRequest request) {
    if (!row.predecessor().equals(request.predecessor().orElse(""))) {
      return false;
    }
    return request.predecessor().isPresent()
        || (row.app().equals(request.app().orElse(""))
            && row.resource().equals(Canonical.of(request.resource()))
            && row.parameters().equals(Canonical.of(request.parameters())));
  }

  private static BrokerException removed() {
    return new BrokerException(
        Code.CONCURRENCY, "this binding is being removed; try again when it is gone");
  }

  /** Ends a binding. */
  public Result<BindingState> unbind(String instance, String id, RemoveRequest request, Asker asker)
      throws BrokerException {
    InstanceRow row =
        ledger
            .instances()
            .find(instance)
            .filter(r -> r.state() != State.DELETED)
            .orElseThrow(BindingOperations::gone);
    if (ledger.bindings().find(instance, id).filter(b -> b.state() != State.DELETED).isEmpty()) {
      throw gone();
    }
    Checks.same(row, request.service(), request.plan());
    boolean slow = offer.backend(row.backend()).isSlow();
    Decision decision =
        ledger
            .database()
            .write(handle -> {
              InstanceRow now = ledger.instances().lock(handle, instance).orElseThrow();
              Optional<OperationRow> other = admission.other(handle, instance, id);
              if (other.isPresent() && other.get().kind() == Kind.UNBIND) {
                return Decision.join(other.get());
              }
              admission.require(handle, instance, id);
              if (ledger
                  .bindings()
                  .find(handle, instance, id)
                  .filter(b -> b.state() != State.DELETED)
                  .isEmpty()) {
                throw gone();
              }
              if (slow && !request.async()) {
                throw InstanceOperations.asyncRequired();
              }
              ledger.bindings().state(handle, instance, id, State.DELETING, clock.instant());
              return Decision.begin(begin(handle, now, id, Kind.UNBIND, asker));
            });
    return waiting.await(runner, decision, request.async(), slow, () -> find(instance, id));
  }

  private static BrokerException gone() {
    return new BrokerException(Code.GONE, "there is no binding with this id");
  }

  /** A binding that is there. */
  public BindingState fetch(String instance, String id) throws BrokerException {
    InstanceRow row =
        ledger
            .instances()
            .find(instance)
            .filter(r -> !r.state().isOver())
            .orElseThrow(
                () -> new BrokerException(Code.UNKNOWN, "there is no instance with this id"));
    BindingRow binding =
        ledger
            .bindings()
            .find(instance, id)
            .filter(b -> b.state() == State.READY)
            .orElseThrow(
                () -> new BrokerException(Code.UNKNOWN, "there is no binding with this id"));
    if (!offer.service(row.service()).bindingsRetrievable()) {
      throw new BrokerException(
          Code.UNKNOWN, "bindings of this service cannot be fetched: see the catalog");
    }
    return opened(binding);
  }

  private BindingState opened(BindingRow row) {
    return new BindingState(
        row,
        row.bound()
            .map(sealed ->
                Canonical.parse(sealer.open(sealed, Steps.place(row.instance(), row.id())))));
  }

  private OperationRow begin(Handle handle, InstanceRow row, String id, Kind kind, Asker asker) {
    return admission.begin(
        handle,
        names.operation(),
        row.id(),
        id,
        kind,
        row.plan(),
        row.parameters(),
        row.maintenance(),
        asker,
        clock.instant());
  }

  private BindingState find(String instance, String id) {
    return opened(ledger.bindings().find(instance, id).orElseThrow());
  }

  /** One that was removed at once, and is made anew by now, has no secrets yet. */
  private static Result<BindingState> whole(Result<BindingState> result) throws BrokerException {
    if (result instanceof Result.Done<BindingState>(_, BindingState state)
        && state.bound().isEmpty()) {
      throw removed();
    }
    return result;
  }

  /** One that was removed at once has no secrets any more, which a platform would miss. */
  private BindingState made(String instance, String id) throws BrokerException {
    BindingState state = find(instance, id);
    if (state.row().state() != State.READY && state.row().state() != State.CREATING) {
      throw removed();
    }
    return state;
  }
}
