package dev.slipway.broker.operation;

import com.networknt.schema.Schema;
import dev.slipway.broker.BrokerException;
import dev.slipway.broker.BrokerException.Code;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.catalog.Schemas;
import dev.slipway.broker.catalog.ServicePlan;
import dev.slipway.broker.store.InstanceRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** What is asked before anything is done. */
final class Checks {
  private Checks() {}

  static void parameters(Optional<Schema> schema, ObjectNode parameters) throws BrokerException {
    List<String> faults = Schemas.faults(schema, parameters);
    if (!faults.isEmpty()) {
      throw new BrokerException(
          Code.INVALID,
          "`parameters` are not as the plan's schema has them: " + String.join("; ", faults));
    }
  }

  /**
   * Has the platform think of the version that the catalog has.
   *
   * <p>Source: Open Service Broker API 2.17, "Maintenance Info Object".
   */
  static void maintenance(ServicePlan plan, Optional<String> version) throws BrokerException {
    if (version.isEmpty() || version.get().isEmpty()) {
      return;
    }
    String own = plan.maintenance().map(m -> m.version()).orElse("");
    if (!own.equals(version.get())) {
      throw new BrokerException(
          Code.MAINTENANCE_INFO,
          own.isEmpty()
              ? "the plan " + plan.name() + " has no `maintenance_info`; fetch the catalog again"
              : "the plan %s has version %s now, not %s; fetch the catalog again"
                  .formatted(plan.name(), own, version.get()));
    }
  }

  /** Has a request name what the instance has. */
  static void same(InstanceRow row, String service, String plan) throws BrokerException {
    if (!row.service().equals(service)) {
      throw new BrokerException(Code.INVALID, "`service_id` is not the instance's service");
    }
    if (!row.plan().equals(plan)) {
      throw new BrokerException(Code.INVALID, "`plan_id` is not the instance's plan");
    }
  }

  /** Has an instance hold no more than its limits allow. */
  static void usage(Map<String, Long> usage, Instance target, String plan) throws BrokerException {
    for (Map.Entry<String, Long> each : new TreeMap<>(usage).entrySet()) {
      long limit = target.limits().of(each.getKey()).orElse(Long.MAX_VALUE);
      if (each.getValue() > limit) {
        throw new BrokerException(
            Code.OVER_LIMIT,
            "the plan %s allows %s of %s, and the instance uses %s; remove some first"
                .formatted(
                    plan,
                    Amounts.text(each.getKey(), limit),
                    each.getKey(),
                    Amounts.text(each.getKey(), each.getValue())));
      }
    }
  }
}
