package dev.slipway.broker.operation;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.BrokerException.Code;
import dev.slipway.broker.catalog.Service;
import dev.slipway.broker.catalog.ServicePlan;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.broker.store.Asker;
import dev.slipway.broker.store.BindingRow;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Kind;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.OperationRow;
import dev.slipway.broker.store.State;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What is asked of instances.
 *
 * <p>Source: Open Service Broker API 2.17, "Provisioning", "Updating", "Deprovisioning", "Fetching
 * a Service Instance".
 */
public final class InstanceOperations {
  private final Ledger ledger;
  private final Offer offer;
  private final Runner runner;
  private final Admission admission;
  private final Waiting waiting;
  private final RandomNames names;
  private final Clock clock;
  private final Updating updating;

  /** With all that it needs. */
  public InstanceOperations(
      Ledger ledger, Offer offer, Runner runner, Waiting waiting, RandomNames names, Clock clock) {
    this.ledger = ledger;
    this.offer = offer;
    this.runner = runner;
    this.admission = new Admission(ledger);
    this.waiting = waiting;
    this.names = names;
    this.clock = clock;
    this.updating = new Updating(ledger, offer, admission, names, clock);
  }

  /** Makes an instance. */
  public Result<InstanceRow> provision(String id, ProvisionRequest request, Asker asker)
      throws BrokerException {
    Service service = offer.service(request.service());
    ServicePlan plan = Offer.plan(service, request.plan());
    Checks.maintenance(plan, request.maintenance());
    Checks.parameters(plan.schemas().create(), request.parameters());
    boolean slow = offer.backend(service.backend()).isSlow();
    Instant now = clock.instant();
    InstanceRow wanted = row(id, request, service, now);
    Decision decision =
        ledger
            .database()
            .write(handle -> {
              // Written first and asked afterwards: most are new. A refusal takes it back.
              if (!ledger.instances().add(handle, wanted)) {
                InstanceRow there = ledger.instances().lock(handle, id).orElseThrow();
                return existing(handle, there, wanted);
              }
              if (slow && !request.async()) {
                throw asyncRequired();
              }
              capacity(handle, plan);
              return Decision.begin(begin(handle, wanted, Kind.PROVISION, asker));
            });
    return await(id, decision, request.async(), slow);
  }

  private InstanceRow row(String id, ProvisionRequest request, Service service, Instant now) {
    return new InstanceRow(
        id,
        names.instance(),
        request.service(),
        request.plan(),
        service.backend(),
        request.organization(),
        request.space(),
        Canonical.of(request.parameters()),
        Canonical.of(request.context()),
        request.maintenance().orElse(""),
        State.CREATING,
        service.dashboard().map(url -> url.replace("{instance}", id)),
        false,
        now,
        now);
  }

  private Decision existing(Handle handle, InstanceRow row, InstanceRow wanted)
      throws BrokerException {
    boolean same =
        row.service().equals(wanted.service())
            && row.plan().equals(wanted.plan())
            && row.organization().equals(wanted.organization())
            && row.space().equals(wanted.space())
            && row.parameters().equals(wanted.parameters());
    if (!same) {
      throw new BrokerException(
          Code.CONFLICT, "an instance with this id is there, and has other attributes");
    }
    return switch (row.state()) {
      case READY, UPDATING -> Decision.NOTHING;
      case CREATING -> Decision.join(admission.other(handle, row.id(), "").orElseThrow());
      case DELETING, DELETED, FAILED ->
          throw new BrokerException(
              Code.CONCURRENCY, "this instance is being removed; try again when it is gone");
    };
  }

  /** Has a plan have no more than it may, with the one that is written already. */
  private void capacity(Handle handle, ServicePlan plan) throws BrokerException {
    if (plan.instances().isPresent()) {
      ledger.instances().lockPlan(handle, plan.id());
      long most = plan.instances().getAsLong();
      if (ledger.instances().count(handle, plan.id()) > most) {
        throw new BrokerException(
            Code.CAPACITY,
            "there are %d instances of the plan %s already, and no more are made"
                .formatted(most, plan.name()));
      }
    }
  }

  /** Has an instance become another one. */
  public Result<InstanceRow> update(String id, UpdateRequest request, Asker asker)
      throws BrokerException {
    InstanceRow row = known(id);
    Decision decision = updating.decide(row, request, asker);
    return await(id, decision, request.async(), offer.backend(row.backend()).isSlow());
  }

  /** Removes an instance. */
  public Result<InstanceRow> deprovision(String id, RemoveRequest request, Asker asker)
      throws BrokerException {
    Optional<InstanceRow> found = ledger.instances().find(id);
    if (found.isEmpty() || found.get().state() == State.DELETED) {
      throw new BrokerException(Code.GONE, "there is no instance with this id");
    }
    InstanceRow row = found.get();
    Checks.same(row, request.service(), request.plan());
    boolean slow = offer.backend(row.backend()).isSlow();
    boolean cascade = offer.catalog().service(row.service()).map(Service::cascade).orElse(true);
    Decision decision =
        ledger
            .database()
            .write(handle -> {
              InstanceRow now = ledger.instances().lock(handle, id).orElseThrow();
              Optional<OperationRow> other = admission.other(handle, id, "");
              if (other.isPresent() && other.get().kind() == Kind.DEPROVISION) {
                return Decision.join(other.get());
              }
              admission.require(handle, id, "");
              if (now.state() == State.DELETED) {
                throw new BrokerException(Code.GONE, "there is no instance with this id");
              }
              if (!cascade) {
                unbound(handle, id);
              }
              if (slow && !request.async()) {
                throw asyncRequired();
              }
              ledger.instances().state(handle, id, State.DELETING, clock.instant());
              return Decision.begin(begin(handle, now, Kind.DEPROVISION, asker));
            });
    return await(id, decision, request.async(), slow);
  }

  private void unbound(Handle handle, String id) throws BrokerException {
    List<BindingRow> bindings = ledger.bindings().of(handle, id);
    if (!bindings.isEmpty()) {
      throw new BrokerException(
          Code.BOUND,
          "the instance still has bindings, remove them first: "
              + bindings.stream().map(BindingRow::id).limit(20).collect(Collectors.joining(", ")));
    }
  }

  /** An instance that is there. */
  public InstanceRow fetch(String id) throws BrokerException {
    InstanceRow row = known(id);
    if (row.state() == State.CREATING) {
      throw new BrokerException(Code.UNKNOWN, "this instance is still being made");
    }
    if (!offer.service(row.service()).retrievable()) {
      throw new BrokerException(
          Code.UNKNOWN, "instances of this service cannot be fetched: see the catalog");
    }
    if (row.state() == State.UPDATING || row.state() == State.DELETING) {
      throw new BrokerException(Code.CONCURRENCY, "this instance is being changed");
    }
    return row;
  }

  private InstanceRow known(String id) throws BrokerException {
    return ledger
        .instances()
        .find(id)
        .filter(r -> !r.state().isOver())
        .orElseThrow(() -> new BrokerException(Code.UNKNOWN, "there is no instance with this id"));
  }

  /** Has an instance be there and nothing else. */
  static void ready(InstanceRow row) throws BrokerException {
    switch (row.state()) {
      case READY -> {}
      case DELETED, FAILED ->
          throw new BrokerException(Code.UNKNOWN, "there is no instance with this id");
      case CREATING, UPDATING, DELETING ->
          throw new BrokerException(
              Code.CONCURRENCY, "this instance is being changed or is half removed");
    }
  }

  static BrokerException asyncRequired() {
    return new BrokerException(
        Code.ASYNC_REQUIRED,
        "this takes longer than a request; ask with `accepts_incomplete=true`");
  }

  private OperationRow begin(Handle handle, InstanceRow row, Kind kind, Asker asker) {
    return admission.begin(
        handle,
        names.operation(),
        row.id(),
        "",
        kind,
        row.plan(),
        row.parameters(),
        row.maintenance(),
        asker,
        clock.instant());
  }

  private Result<InstanceRow> await(String id, Decision decision, boolean async, boolean slow)
      throws BrokerException {
    return waiting.await(runner, decision, async, slow, () -> find(id));
  }

  private InstanceRow find(String id) {
    return ledger.instances().find(id).orElseThrow();
  }
}
