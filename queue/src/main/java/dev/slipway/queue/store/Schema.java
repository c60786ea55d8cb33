package dev.slipway.queue.store;

import dev.slipway.database.Database;
import dev.slipway.database.DatabaseException;
import dev.slipway.queue.QueueException;

/** The build service's tables. */
public final class Schema {
  private static final String MIGRATIONS = "dev/slipway/queue/store/migrations";

  private Schema() {}

  /**
   * Opens the build service's database and brings its tables up to date.
   *
   * @param url as {@link Database#open} takes it
   * @throws QueueException where it cannot be reached or is a newer program's
   */
  public static Database open(String url) throws QueueException {
    try {
      return Database.open(url, MIGRATIONS);
    } catch (DatabaseException e) {
      throw new QueueException(
          e.isForeign() ? QueueException.Code.CONFLICT : QueueException.Code.UNREACHABLE,
          String.valueOf(e.getMessage()),
          e);
    }
  }
}
