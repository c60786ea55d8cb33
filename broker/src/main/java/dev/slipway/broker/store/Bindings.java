package dev.slipway.broker.store;

import dev.slipway.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Bindings' rows. What takes a {@link Handle} is a part of the caller's transaction. */
public final class Bindings {
  private final Database database;

  /** Those of a database. */
  public Bindings(Database database) {
    this.database = database;
  }

  /** A binding. */
  public Optional<BindingRow> find(String instance, String id) {
    return database.read(handle -> find(handle, instance, id));
  }

  /** A binding. */
  public Optional<BindingRow> find(Handle handle, String instance, String id) {
    return handle
        .createQuery("SELECT * FROM binding WHERE instance = :instance AND id = :id")
        .bind("instance", instance)
        .bind("id", id)
        .map((row, _) -> Rows.binding(row))
        .findOne();
  }

  /** An instance's bindings that are there, or may be there in part, by their ids. */
  public List<BindingRow> of(String instance) {
    return database.read(handle -> of(handle, instance));
  }

  /** An instance's bindings that are there, or may be there in part, by their ids. */
  public List<BindingRow> of(Handle handle, String instance) {
    return handle
        .createQuery(
            """
            SELECT * FROM binding WHERE instance = :instance AND state NOT IN ('deleted', 'failed')
            ORDER BY id
            """)
        .bind("instance", instance)
        .map((row, _) -> Rows.binding(row))
        .list();
  }

  /** All that are there. */
  public List<BindingRow> list() {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM binding WHERE state <> 'deleted' ORDER BY instance, id")
            .map((row, _) -> Rows.binding(row))
            .list());
  }

  /**
   * Writes a new binding down, in the place of one that is over.
   *
   * @return whether there was none that is not over
   */
  public boolean add(Handle handle, BindingRow row) {
    return handle
            .createUpdate(
                """
                INSERT INTO binding (instance, id, name, app, resource, parameters, predecessor,
                    state, created_at, changed_at)
                VALUES (:instance, :id, :name, :app, :resource, :parameters, :predecessor,
                    :state, :now, :now)
                ON CONFLICT (instance, id) DO UPDATE SET name = excluded.name, app = excluded.app,
                    resource = excluded.resource, parameters = excluded.parameters,
                    predecessor = excluded.predecessor, state = excluded.state, bound = NULL,
                    created_at = excluded.created_at, changed_at = excluded.changed_at
                WHERE binding.state IN ('deleted', 'failed')
                """)
            .bind("instance", row.instance())
            .bind("id", row.id())
            .bind("name", row.name())
            .bind("app", row.app())
            .bind("resource", row.resource())
            .bind("parameters", row.parameters())
            .bind("predecessor", row.predecessor())
            .bind("state", row.state().word())
            .bind("now", row.createdAt().toEpochMilli())
            .execute()
        == 1;
  }

  /** Writes down how far it is; one that is over keeps no secret. */
  public void state(Handle handle, String instance, String id, State state, Instant now) {
    handle
        .createUpdate(
            "UPDATE binding SET state = :state, changed_at = :now"
                + (state.isOver() ? ", bound = NULL" : "")
                + " WHERE instance = :instance AND id = :id")
        .bind("instance", instance)
        .bind("id", id)
        .bind("state", state.word())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Writes down what the application gets, sealed. */
  public void ready(Handle handle, String instance, String id, String bound, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE binding SET state = 'ready', bound = :bound, changed_at = :now
            WHERE instance = :instance AND id = :id
            """)
        .bind("instance", instance)
        .bind("id", id)
        .bind("bound", bound)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /**
   * Has those wait who seal with the newest key, until this transaction writes what it has sealed:
   * in SQLite all others wait already.
   */
  public void lockToSeal(Handle handle) {
    lock(handle, "ROW EXCLUSIVE");
  }

  /** Has nobody seal meanwhile: whoever did is done, and whoever does later reads the keys anew. */
  public void lockToSealAnew(Handle handle) {
    lock(handle, "SHARE ROW EXCLUSIVE");
  }

  private void lock(Handle handle, String how) {
    if (!database.isSqlite()) {
      handle.execute("LOCK TABLE binding IN " + how + " MODE");
    }
  }

  /** Those that are sealed with another key. */
  public List<BindingRow> sealedOtherwise(Handle handle, String key, int most) {
    return handle
        .createQuery(
            """
            SELECT * FROM binding WHERE bound IS NOT NULL AND bound NOT LIKE :key LIMIT :most
            """)
        .bind("key", key + ":%")
        .bind("most", most)
        .map((row, _) -> Rows.binding(row))
        .list();
  }

  /** Writes down the same, sealed anew. */
  public void sealed(Handle handle, String instance, String id, String bound) {
    handle
        .createUpdate("UPDATE binding SET bound = :bound WHERE instance = :instance AND id = :id")
        .bind("instance", instance)
        .bind("id", id)
        .bind("bound", bound)
        .execute();
  }
}
