package dev.slipway.broker.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What a broker offers.
 *
 * @param services in the file's order
 * @param published what platforms get: JSON
 */
public record Catalog(List<Service> services, String published) {
  public Catalog {
    services = List.copyOf(services);
  }

  /**
   * The same, where services have pages at an address that have none of their own.
   *
   * @param address with {@code {instance}} for an instance's id
   */
  public Catalog withDashboards(String address) {
    return new Catalog(services.stream().map(s -> s.withDashboard(address)).toList(), published);
  }

  /** A service. */
  public Optional<Service> service(String id) {
    return services.stream().filter(s -> s.id().equals(id)).findFirst();
  }
}
