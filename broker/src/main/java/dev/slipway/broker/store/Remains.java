package dev.slipway.broker.store;

import dev.slipway.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What was half made and is still to be removed. */
public final class Remains {
  private final Database database;

  /** Those of a database. */
  public Remains(Database database) {
    this.database = database;
  }

  /** Writes something down that is to be removed. */
  public void add(Handle handle, Remain remain, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO remains (backend, instance, binding, id, settings, tried, next_at)
            VALUES (:backend, :instance, :binding, :id, :settings, 0, :now)
            ON CONFLICT (backend, instance, binding) DO NOTHING
            """)
        .bind("backend", remain.backend())
        .bind("instance", remain.instance())
        .bind("binding", remain.binding())
        .bind("id", remain.id())
        .bind("settings", remain.settings())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Those that it is time to try. */
  public List<Remain> due(Instant now) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM remains WHERE next_at <= :now ORDER BY next_at LIMIT 100")
            .bind("now", now.toEpochMilli())
            .map((row, _) -> remain(row))
            .list());
  }

  /** All of them. */
  public List<Remain> all() {
    return database.read(
        handle -> handle.createQuery("SELECT * FROM remains").map((row, _) -> remain(row)).list());
  }

  private static Remain remain(ResultSet row) throws SQLException {
    return new Remain(
        row.getString("backend"),
        row.getString("instance"),
        row.getString("binding"),
        row.getString("id"),
        row.getString("settings"),
        row.getLong("tried"));
  }

  /** How many there are. */
  public long count() {
    return database.read(
        handle -> handle.createQuery("SELECT count(*) FROM remains").mapTo(Long.class).one());
  }

  /** It is gone. */
  public void removed(Remain remain) {
    change("DELETE FROM remains", remain, 0);
  }

  /** It could not be removed, and is tried again. */
  public void again(Remain remain, Instant at) {
    change("UPDATE remains SET tried = tried + 1, next_at = :at", remain, at.toEpochMilli());
  }

  private void change(String what, Remain remain, long at) {
    database.change(handle -> {
      var update =
          handle
              .createUpdate(
                  what
                      + " WHERE backend = :backend AND instance = :instance AND binding = :binding")
              .bind("backend", remain.backend())
              .bind("instance", remain.instance())
              .bind("binding", remain.binding());
      if (at > 0) {
        update.bind("at", at);
      }
      update.execute();
    });
  }
}
