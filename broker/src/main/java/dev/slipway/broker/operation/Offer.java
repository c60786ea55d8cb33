package dev.slipway.broker.operation;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.BrokerException.Code;
import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.Backends;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.Origin;
import dev.slipway.broker.catalog.Catalog;
import dev.slipway.broker.catalog.Service;
import dev.slipway.broker.catalog.ServicePlan;
import dev.slipway.broker.store.BindingRow;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Kind;
import dev.slipway.broker.store.OperationRow;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.node.JsonNodeFactory;

/** What there is to have: the catalog, which may be replaced by a newer one, and its back ends. */
public final class Offer {
  private final AtomicReference<Catalog> catalog;
  private final Backends backends;

  /** With the first catalog. */
  public Offer(Catalog catalog, Backends backends) {
    this.catalog = new AtomicReference<>(catalog);
    this.backends = backends;
  }

  /** The catalog of now. */
  public Catalog catalog() {
    return catalog.get();
  }

  /** Offers what another catalog has; who was asking before has asked the one of before. */
  public void replace(Catalog next) {
    catalog.set(next);
  }

  /** A service, where there is one with this id. */
  Service service(String id) throws BrokerException {
    return catalog()
        .service(id)
        .orElseThrow(() ->
            new BrokerException(Code.INVALID, "`service_id` names no service of the catalog"));
  }

  static ServicePlan plan(Service service, String id) throws BrokerException {
    return service
        .plan(id)
        .orElseThrow(() ->
            new BrokerException(
                Code.INVALID, "`plan_id` names no plan of the service " + service.name()));
  }

  Backend backend(String name) throws BrokerException {
    return backends
        .find(name)
        .orElseThrow(() ->
            new BrokerException(
                Code.FAILED, "the back end `" + name + "` is not configured any more"));
  }

  /** An instance as its back end knows it, with the plan that it has. */
  public Instance instance(InstanceRow row) {
    return instance(row, row.plan(), row.parameters());
  }

  /** An instance as its back end knows it, with another plan and parameters. */
  Instance instance(InstanceRow row, String plan, String parameters) {
    Optional<ServicePlan> found = catalog().service(row.service()).flatMap(s -> s.plan(plan));
    return new Instance(
        row.name(),
        row.id(),
        found.map(ServicePlan::limits).orElse(Limits.NONE),
        found.map(ServicePlan::settings).orElseGet(JsonNodeFactory.instance::objectNode),
        Canonical.parse(parameters),
        new Origin(
            Canonical.parse(row.context()), row.organization(), row.space(), "", "", "", ""));
  }

  /** An instance as its back end knows it, with who has asked for what is done to it. */
  Instance instance(InstanceRow row, OperationRow operation) {
    boolean other = operation.kind() == Kind.UPDATE;
    Instance plain =
        instance(
            row,
            other ? operation.plan() : row.plan(),
            other ? operation.parameters() : row.parameters());
    return plain.from(
        plain
            .origin()
            .asked(
                operation.asker().identity(),
                operation.asker().request(),
                operation.maintenance(),
                operation.going()));
  }

  /** A binding as its back end knows it. */
  public static Binding binding(BindingRow row) {
    return new Binding(
        row.name(),
        row.id(),
        Canonical.parse(row.parameters()),
        row.app(),
        Canonical.parse(row.resource()));
  }
}
