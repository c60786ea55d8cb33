package dev.slipway.broker.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A service that the broker offers.
 *
 * @param requires what the platform has to allow: {@code syslog_drain}, {@code route_forwarding},
 *     {@code volume_mount}
 * @param retrievable whether instances can be fetched
 * @param bindingsRetrievable whether bindings can be
 * @param appRequired whether a binding has to name an application
 * @param cascade whether an instance takes its bindings along when it goes; otherwise it stays
 * @param dashboard the address of an instance's pages, with {@code {instance}} for its id
 * @param client as whom its pages find out who a user is
 * @param backend the name of the back end of its instances
 */
public record Service(
    String id,
    String name,
    Set<String> requires,
    boolean retrievable,
    boolean bindingsRetrievable,
    boolean appRequired,
    boolean cascade,
    Optional<String> dashboard,
    Optional<DashboardClient> client,
    String backend,
    List<ServicePlan> plans) {
  public Service {
    requires = Set.copyOf(requires);
    plans = List.copyOf(plans);
  }

  /** The same, with pages at an address where it has none of its own. */
  Service withDashboard(String address) {
    return new Service(
        id,
        name,
        requires,
        retrievable,
        bindingsRetrievable,
        appRequired,
        cascade,
        dashboard.or(() -> Optional.of(address)),
        client,
        backend,
        plans);
  }

  /** A plan of it. */
  public Optional<ServicePlan> plan(String id) {
    return plans.stream().filter(p -> p.id().equals(id)).findFirst();
  }
}
