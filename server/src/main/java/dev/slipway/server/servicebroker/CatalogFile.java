package dev.slipway.server.servicebroker;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.Backends;
import dev.slipway.broker.catalog.Backing;
import dev.slipway.broker.catalog.Catalog;
import dev.slipway.broker.catalog.CatalogException;
import dev.slipway.broker.catalog.CatalogReader;
import dev.slipway.server.config.BackendConfig;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.ServiceBrokerConfig;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The catalog that is configured. */
public final class CatalogFile {
  private CatalogFile() {}

  /**
   * Reads it. Where the broker's address is known, its own pages are those of services without any.
   *
   * @param backends those that are configured; nothing is asked of them
   */
  public static Catalog read(ServiceBrokerConfig config, Backends backends)
      throws CatalogException {
    Catalog catalog =
        CatalogReader.read(
            config.catalog(),
            config.backends().stream().flatMap(b -> backing(b, backends.find(b.name()))).toList());
    return config
        .url()
        .map(url -> catalog.withDashboards(url + "/dashboard/instances/{instance}"))
        .orElse(catalog);
  }

  /** Reads it with back ends that are made for that, and closed again. */
  public static Catalog read(ServiceBrokerConfig config, SecureRandom random, Clock clock)
      throws CatalogException, ConfigException {
    try (Backends backends = BackendFactory.all(config.backends(), random, clock)) {
      return read(config, backends);
    }
  }

  private static Stream<Backing> backing(BackendConfig config, Optional<Backend> backend) {
    return backend.stream()
        .map(b ->
            new Backing(config.name(), tags(config.type()), b.limits(), b.settings(), b::fault));
  }

  /** Catalogs of before have other words as tags. */
  private static Set<String> tags(String type) {
    return type.equals("mariadb") ? Set.of(type, "mysql") : Set.of(type);
  }
}
