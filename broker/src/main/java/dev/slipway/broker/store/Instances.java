package dev.slipway.broker.store;

import dev.slipway.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Instances' rows. What takes a {@link Handle} is a part of the caller's transaction. */
public final class Instances {
  private final Database database;

  /** Those of a database. */
  public Instances(Database database) {
    this.database = database;
  }

  /** An instance. */
  public Optional<InstanceRow> find(String id) {
    return database.read(handle -> find(handle, id, ""));
  }

  /** An instance, which nobody else changes until the transaction is over. */
  public Optional<InstanceRow> lock(Handle handle, String id) {
    return find(handle, id, database.isSqlite() ? "" : " FOR UPDATE");
  }

  /** Has nobody else change an instance until the transaction is over: SQLite's always do. */
  public void hold(Handle handle, String id) {
    if (!database.isSqlite()) {
      lock(handle, id);
    }
  }

  private static Optional<InstanceRow> find(Handle handle, String id, String how) {
    return handle
        .createQuery("SELECT * FROM instance WHERE id = :id" + how)
        .bind("id", id)
        .map((row, _) -> Rows.instance(row))
        .findOne();
  }

  /** Instances that are there, by their ids. */
  public List<InstanceRow> list() {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM instance WHERE state <> 'deleted' ORDER BY id")
            .map((row, _) -> Rows.instance(row))
            .list());
  }

  /**
   * A part of the instances that are like a filter, those first that came last.
   *
   * @param skip how many to leave out first
   */
  public List<InstanceRow> page(InstanceFilter filter, long skip, int most) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM instance
                WHERE (:service = '' OR service = :service)
                    AND (state = :state OR (:state = '' AND state <> 'deleted'))
                    AND substr(id, 1, :length) = :id
                ORDER BY created_at DESC, id LIMIT :most OFFSET :skip
                """)
            .bind("service", filter.service().orElse(""))
            .bind("state", filter.state().map(State::word).orElse(""))
            .bind("length", filter.id().codePointCount(0, filter.id().length()))
            .bind("id", filter.id())
            .bind("most", most)
            .bind("skip", skip)
            .map((row, _) -> Rows.instance(row))
            .list());
  }

  /** Those down as being updated since before a time, though nothing is done to them. */
  public List<InstanceRow> torn(Instant before) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM instance WHERE state = 'updating' AND changed_at < :before
                    AND NOT EXISTS (SELECT 1 FROM operation
                        WHERE operation.instance = instance.id AND operation.state = 'running')
                """)
            .bind("before", before.toEpochMilli())
            .map((row, _) -> Rows.instance(row))
            .list());
  }

  /**
   * Has those who count a plan's instances do so one after the other, until their transactions are
   * over: SQLite's always do.
   */
  public void lockPlan(Handle handle, String plan) {
    if (!database.isSqlite()) {
      handle
          .createQuery("SELECT pg_advisory_xact_lock(hashtext(:plan))")
          .bind("plan", "plan " + plan)
          .mapToMap()
          .list();
    }
  }

  /** How many there are of a plan. */
  public long count(Handle handle, String plan) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM instance
            WHERE plan = :plan AND state NOT IN ('deleted', 'failed')
            """)
        .bind("plan", plan)
        .mapTo(Long.class)
        .one();
  }

  /**
   * Writes a new instance down, in the place of one that is over.
   *
   * @return whether there was none that is not over
   */
  public boolean add(Handle handle, InstanceRow row) {
    return handle
            .createUpdate(
                """
                INSERT INTO instance (id, name, service, plan, backend, organization, space,
                    parameters, context, maintenance, state, dashboard, restricted, created_at,
                    changed_at)
                VALUES (:id, :name, :service, :plan, :backend, :organization, :space,
                    :parameters, :context, :maintenance, :state, :dashboard, 0, :now, :now)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, service = excluded.service,
                    plan = excluded.plan, backend = excluded.backend,
                    organization = excluded.organization, space = excluded.space,
                    parameters = excluded.parameters, context = excluded.context,
                    maintenance = excluded.maintenance,
                    state = excluded.state, dashboard = excluded.dashboard, restricted = 0,
                    created_at = excluded.created_at, changed_at = excluded.changed_at
                WHERE instance.state IN ('deleted', 'failed')
                """)
            .bind("id", row.id())
            .bind("name", row.name())
            .bind("service", row.service())
            .bind("plan", row.plan())
            .bind("backend", row.backend())
            .bind("organization", row.organization())
            .bind("space", row.space())
            .bind("parameters", row.parameters())
            .bind("context", row.context())
            .bind("maintenance", row.maintenance())
            .bind("state", row.state().word())
            .bind("dashboard", row.dashboard().orElse(null))
            .bind("now", row.createdAt().toEpochMilli())
            .execute()
        == 1;
  }

  /** Writes down how far it is. */
  public void state(Handle handle, String id, State state, Instant now) {
    handle
        .createUpdate("UPDATE instance SET state = :state, changed_at = :now WHERE id = :id")
        .bind("id", id)
        .bind("state", state.word())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Writes down that it is there, with pages where the back end has some of its own. */
  public void ready(Handle handle, String id, Optional<String> dashboard, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE instance SET state = 'ready', changed_at = :now,
                dashboard = COALESCE(:dashboard, dashboard)
            WHERE id = :id
            """)
        .bind("id", id)
        .bind("dashboard", dashboard.orElse(null))
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Writes down what an update gave it. */
  public void updated(
      Handle handle, String id, String plan, String parameters, String maintenance, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE instance SET state = 'ready', plan = :plan, parameters = :parameters,
                maintenance = :maintenance, changed_at = :now
            WHERE id = :id
            """)
        .bind("id", id)
        .bind("plan", plan)
        .bind("parameters", parameters)
        .bind("maintenance", maintenance)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Writes down what the platform tells of it: names, and where it is. */
  public void context(Handle handle, String id, String context) {
    handle
        .createUpdate("UPDATE instance SET context = :context WHERE id = :id")
        .bind("id", id)
        .bind("context", context)
        .execute();
  }

  /** Writes down whether its bindings may write. */
  public void restricted(String id, boolean restricted) {
    database.change(handle ->
        handle
            .createUpdate("UPDATE instance SET restricted = :restricted WHERE id = :id")
            .bind("id", id)
            .bind("restricted", restricted ? 1 : 0)
            .execute());
  }
}
