package dev.slipway.server.servicebroker;

import dev.slipway.broker.catalog.Catalog;
import dev.slipway.broker.catalog.DashboardClient;
import dev.slipway.broker.operation.CatalogChange;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.Schema;
import dev.slipway.database.Database;
import dev.slipway.server.config.ServiceBrokerConfig;
import dev.slipway.server.signon.SignOn;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;

/** What instances that are there would lose by a catalog. */
public final class CatalogFaults {
  private CatalogFaults() {}

  /**
   * Services whose users the issuer would not send back: it compares the address to the letter.
   *
   * @return sentences; none where nobody is signed on
   */
  public static List<String> ofSignOn(ServiceBrokerConfig config, Catalog catalog) {
    if (config.sso().isEmpty() || config.url().isEmpty()) {
      return List.of();
    }
    String back = config.url().get() + SignOn.CALLBACK;
    return catalog.services().stream()
        .filter(
            s -> s.client().flatMap(DashboardClient::back).filter(b -> !b.equals(back)).isPresent())
        .map(s ->
            "the service %s has another `redirect_uri` than the one that browsers are sent back to: write %s"
                .formatted(s.name(), back))
        .toList();
  }

  /** Sentences; none where all is well, or there is no database yet. */
  public static List<String> of(ServiceBrokerConfig config, Catalog catalog) throws IOException {
    if (config.database().isEmpty() && !Files.exists(config.data().resolve("broker.db"))) {
      return List.of();
    }
    try (Database database = Schema.open(config.databaseUrl())) {
      return CatalogChange.faults(catalog, Ledger.of(database, UUID.randomUUID().toString()));
    }
  }
}
