package dev.slipway.server;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Backends;
import dev.slipway.broker.catalog.CatalogException;
import dev.slipway.broker.operation.Offer;
import dev.slipway.broker.reconcile.Difference;
import dev.slipway.broker.reconcile.Reconciler;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.Schema;
import dev.slipway.database.Database;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.ServiceBrokerConfig;
import dev.slipway.server.servicebroker.BackendFactory;
import dev.slipway.server.servicebroker.CatalogFile;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Compares a broker's rows with what is on its back ends, whether the broker runs meanwhile or not.
 */
public final class Reconciliation implements AutoCloseable {
  private final Database database;
  private final Backends backends;
  private final Reconciler reconciler;

  /** Opens a broker's database and back ends. */
  public Reconciliation(ServiceBrokerConfig config, SecureRandom random, Clock clock)
      throws IOException, ConfigException, CatalogException {
    this.backends = BackendFactory.all(config.backends(), random, clock);
    this.database = Schema.open(config.databaseUrl());
    Offer offer = new Offer(CatalogFile.read(config, backends), backends);
    this.reconciler =
        new Reconciler(
            Ledger.of(database, "reconciliation " + random.nextLong()), backends, offer::instance);
  }

  /** Looks at all back ends. */
  public Reconciler.Report look() {
    return reconciler.look();
  }

  /** Repairs what {@link #look} found. */
  public void repair(Difference difference) throws BackendException {
    reconciler.repair(difference);
  }

  @Override
  public void close() {
    backends.close();
    database.close();
  }
}
