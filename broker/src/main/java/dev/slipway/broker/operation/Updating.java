package dev.slipway.broker.operation;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.BrokerException.Code;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.catalog.Service;
import dev.slipway.broker.catalog.ServicePlan;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.broker.store.Asker;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Kind;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.OperationRow;
import dev.slipway.broker.store.State;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides what an update of an instance comes to. One that is down as being updated, and is not, is
 * torn: its last update failed and could not be taken back, so that any update is begun.
 */
final class Updating {
  private final Ledger ledger;
  private final Offer offer;
  private final Admission admission;
  private final RandomNames names;
  private final Clock clock;

  Updating(Ledger ledger, Offer offer, Admission admission, RandomNames names, Clock clock) {
    this.ledger = ledger;
    this.offer = offer;
    this.admission = admission;
    this.names = names;
    this.clock = clock;
  }

  /** Checks against the instance as it was read; writes only if it is still on that plan. */
  Decision decide(InstanceRow row, UpdateRequest request, Asker asker) throws BrokerException {
    if (!row.service().equals(request.service())) {
      throw new BrokerException(Code.INVALID, "`service_id` is not the instance's service");
    }
    Service service = offer.service(row.service());
    ServicePlan plan = Offer.plan(service, request.plan().orElse(row.plan()));
    Checks.maintenance(plan, request.maintenance());
    if (request.parameters().isPresent()) {
      Checks.parameters(plan.schemas().update(), request.parameters().get());
    }
    boolean slow = offer.backend(row.backend()).isSlow();
    if (!plan.id().equals(row.plan())) {
      toPlan(row, service, plan, merged(row, request.parameters()));
    }
    return ledger
        .database()
        .write(handle -> {
          InstanceRow now = ledger.instances().lock(handle, row.id()).orElseThrow();
          String parameters = merged(now, request.parameters());
          Optional<OperationRow> other = admission.other(handle, row.id(), "");
          String version = request.maintenance().orElse(now.maintenance());
          if (other.isPresent() && isSame(other.get(), plan.id(), parameters, version)) {
            return Decision.join(other.get());
          }
          admission.require(handle, row.id(), "");
          boolean torn = now.state() == State.UPDATING;
          if (!torn) {
            InstanceOperations.ready(now);
          }
          request
              .context()
              .ifPresent(c -> ledger.instances().context(handle, row.id(), Canonical.of(c)));
          if (!torn
              && now.plan().equals(plan.id())
              && now.parameters().equals(parameters)
              && now.maintenance().equals(version)) {
            return Decision.NOTHING;
          }
          // What was checked is another plan's, of which the client may not know yet.
          if (!now.plan().equals(row.plan())) {
            throw new BrokerException(
                Code.CONCURRENCY, "this instance went to another plan meanwhile; try again");
          }
          if (slow && !request.async()) {
            throw InstanceOperations.asyncRequired();
          }
          return Decision.begin(begin(handle, now, plan.id(), parameters, version, asker));
        });
  }

  private OperationRow begin(
      Handle handle, InstanceRow row, String plan, String parameters, String version, Asker asker) {
    ledger.instances().state(handle, row.id(), State.UPDATING, clock.instant());
    return admission.begin(
        handle,
        names.operation(),
        row.id(),
        "",
        Kind.UPDATE,
        plan,
        parameters,
        version,
        asker,
        clock.instant());
  }

  private void toPlan(InstanceRow row, Service service, ServicePlan plan, String parameters)
      throws BrokerException {
    ServicePlan own = Offer.plan(service, row.plan());
    if (!own.updateable()) {
      throw new BrokerException(
          Code.UNSUPPORTED,
          "instances of the plan %s do not go to another plan; make a new one"
              .formatted(own.name()));
    }
    Instance target = offer.instance(row, plan.id(), parameters);
    try {
      Checks.usage(offer.backend(row.backend()).usage(offer.instance(row)), target, plan.name());
    } catch (BackendException e) {
      throw Runner.refusal(e);
    }
  }

  private static boolean isSame(
      OperationRow other, String plan, String parameters, String version) {
    return other.kind() == Kind.UPDATE
        && other.plan().equals(plan)
        && other.parameters().equals(parameters)
        && other.maintenance().equals(version);
  }

  private static String merged(InstanceRow row, Optional<ObjectNode> changes) {
    if (changes.isEmpty()) {
      return row.parameters();
    }
    ObjectNode all = Canonical.parse(row.parameters());
    all.setAll(changes.get());
    return Canonical.of(all);
  }
}
