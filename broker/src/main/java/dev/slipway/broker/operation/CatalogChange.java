package dev.slipway.broker.operation;

import dev.slipway.broker.catalog.Catalog;
import dev.slipway.broker.catalog.Service;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Ledger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether a catalog can take another one's place: not where instances would lose their plan. */
public final class CatalogChange {
  private CatalogChange() {}

  /**
   * What keeps a catalog from being offered.
   *
   * @return sentences; none where nothing does
   */
  public static List<String> faults(Catalog next, Ledger ledger) {
    Set<String> faults = new TreeSet<>();
    for (InstanceRow each : ledger.instances().list()) {
      if (each.state().isOver()) {
        continue;
      }
      Optional<Service> service = next.service(each.service());
      if (service.isEmpty()) {
        faults.add("the service " + each.service() + " is missing, and has instances: keep its id");
      } else if (service.get().plan(each.plan()).isEmpty()) {
        faults.add(
            "the plan %s of the service %s is missing, and has instances: keep its id"
                .formatted(each.plan(), service.get().name()));
      } else if (!service.get().backend().equals(each.backend())) {
        faults.add(
            "instances of the service %s are on the back end `%s`, not on `%s`: give what is new"
                    .formatted(service.get().name(), each.backend(), service.get().backend())
                + " a service of its own");
      }
    }
    return List.copyOf(faults);
  }
}
