package dev.slipway.queue.store;

import dev.slipway.database.Database;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who did what. */
public final class AuditLog {
  private final Database database;

  /** That of a database. */
  public AuditLog(Database database) {
    this.database = database;
  }

  /**
   * A page, the newest first.
   *
   * @param before only entries with smaller ids
   */
  public List<AuditRow> page(long before, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT id, at, account, address, action, object, detail FROM audit
                WHERE id < :before ORDER BY id DESC LIMIT :limit
                """)
            .bind("before", before)
            .bind("limit", limit)
            .map((row, _) ->
                new AuditRow(
                    row.getLong(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7)))
            .list());
  }

  /** Forgets entries from before a time. */
  public static void forget(Handle handle, Instant before) {
    handle
        .createUpdate("DELETE FROM audit WHERE at < :before")
        .bind("before", before.toEpochMilli())
        .execute();
  }

  /** Adds an entry, whose id does not matter. */
  public static void add(Handle handle, AuditRow entry) {
    handle
        .createUpdate(
            """
            INSERT INTO audit (at, account, address, action, object, detail)
            VALUES (:at, :account, :address, :action, :object, :detail)
            """)
        .bind("at", entry.at().toEpochMilli())
        .bind("account", entry.account())
        .bind("address", entry.address())
        .bind("action", entry.action())
        .bind("object", entry.object())
        .bind("detail", entry.detail())
        .execute();
  }
}
