package dev.slipway.broker.store;

import dev.slipway.database.Database;
import dev.slipway.database.DatabaseException;

/** The broker's tables. */
public final class Schema {
  private static final String MIGRATIONS = "dev/slipway/broker/store/migrations";

  private Schema() {}

  /** Opens a broker's database and brings its tables up to date. */
  public static Database open(String url) throws DatabaseException {
    return Database.open(url, MIGRATIONS);
  }
}
