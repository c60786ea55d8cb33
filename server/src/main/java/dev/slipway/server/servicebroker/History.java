package dev.slipway.server.servicebroker;

import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.OperationRow;
import dev.slipway.broker.store.Schema;
import dev.slipway.database.Database;
import dev.slipway.server.config.ServiceBrokerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** What was asked of a broker, whether it runs meanwhile or not. */
public final class History {
  private History() {}

  /**
   * Operations, the last first.
   *
   * @param instance the platform's id; empty for all
   */
  public static List<OperationRow> of(ServiceBrokerConfig config, String instance, int most)
      throws IOException {
    Path file = config.data().resolve("broker.db");
    if (config.database().isEmpty() && !Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    try (Database database = Schema.open(config.databaseUrl())) {
      return Ledger.of(database, UUID.randomUUID().toString()).operations().list(instance, most);
    }
  }
}
