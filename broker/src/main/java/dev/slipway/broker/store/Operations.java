package dev.slipway.broker.store;

import dev.slipway.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Operations' rows. A running one belongs to a process, which says again and again that it is
 * there; another one goes on with those of a process that does not.
 */
public final class Operations {
  /** For how long a process is taken to be there. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private final Database database;
  private final String owner;

  /** Those of a database, and the name of this process. */
  public Operations(Database database, String owner) {
    this.database = database;
    this.owner = owner;
  }

  /** Writes an operation down that begins. */
  public void add(Handle handle, OperationRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO operation (id, instance, binding, kind, state, plan, parameters, owner,
                lease_until, asked_by, identity, request, maintenance, began_at)
            VALUES (:id, :instance, :binding, :kind, 'running', :plan, :parameters, :owner,
                :lease, :user, :identity, :request, :maintenance, :now)
            """)
        .bind("id", row.id())
        .bind("instance", row.instance())
        .bind("binding", row.binding())
        .bind("kind", row.kind().word())
        .bind("plan", row.plan())
        .bind("parameters", row.parameters())
        .bind("owner", owner)
        .bind("lease", row.beganAt().plus(LEASE).toEpochMilli())
        .bind("user", row.asker().user())
        .bind("identity", row.asker().identity())
        .bind("request", row.asker().request())
        .bind("maintenance", row.maintenance())
        .bind("now", row.beganAt().toEpochMilli())
        .execute();
  }

  /** What is being done to an instance and its bindings. */
  public List<OperationRow> running(Handle handle, String instance) {
    return handle
        .createQuery(
            "SELECT * FROM operation WHERE instance = :instance AND state = 'running' ORDER BY id")
        .bind("instance", instance)
        .map((row, _) -> Rows.operation(row))
        .list();
  }

  /** An operation. */
  public Optional<OperationRow> find(String id) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM operation WHERE id = :id")
            .bind("id", id)
            .map((row, _) -> Rows.operation(row))
            .findOne());
  }

  /** Leaves out what the broker itself has tried before, so that tries do not pile up. */
  public void forgetOwn(Handle handle, String instance) {
    handle
        .createUpdate(
            "DELETE FROM operation WHERE instance = :instance AND asked_by = '' AND state = 'failed'")
        .bind("instance", instance)
        .execute();
  }

  /**
   * The one of an instance or a binding that is running, or else began last. What the broker does
   * by itself is none that a platform asks for.
   */
  public Optional<OperationRow> last(String instance, String binding) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM operation
                WHERE instance = :instance AND binding = :binding AND asked_by <> ''
                ORDER BY CASE state WHEN 'running' THEN 0 ELSE 1 END, began_at DESC, id DESC
                LIMIT 1
                """)
            .bind("instance", instance)
            .bind("binding", binding)
            .map((row, _) -> Rows.operation(row))
            .findOne());
  }

  /** What was done to an instance and its bindings, by whomever, the last first. */
  public List<OperationRow> latest(String instance, int most) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM operation WHERE instance = :instance
                ORDER BY began_at DESC, id DESC LIMIT :most
                """)
            .bind("instance", instance)
            .bind("most", most)
            .map((row, _) -> Rows.operation(row))
            .list());
  }

  /**
   * What was done, the last first.
   *
   * @param instance the platform's id; empty for all
   */
  public List<OperationRow> list(String instance, int most) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM operation WHERE (:instance = '' OR instance = :instance)
                ORDER BY began_at DESC, id DESC LIMIT :most
                """)
            .bind("instance", instance)
            .bind("most", most)
            .map((row, _) -> Rows.operation(row))
            .list());
  }

  /**
   * Writes down how one ended.
   *
   * @return whether it was this process's to end
   */
  public boolean end(Handle handle, OperationRow over) {
    return handle
            .createUpdate(
                """
                UPDATE operation SET state = :state, code = :code, description = :description,
                    ended_at = :now
                WHERE id = :id AND state = 'running' AND owner = :owner
                """)
            .bind("id", over.id())
            .bind("state", over.status().name().toLowerCase(Locale.ROOT))
            .bind("code", over.code().orElse(null))
            .bind("description", over.description().orElse(null))
            .bind("now", over.endedAt().orElseThrow().toEpochMilli())
            .bind("owner", owner)
            .execute()
        == 1;
  }

  /** Says that this process is there, and goes on with what is its own. */
  public void renew(Instant now) {
    database.change(handle ->
        handle
            .createUpdate(
                "UPDATE operation SET lease_until = :lease WHERE state = 'running' AND owner = :owner")
            .bind("owner", owner)
            .bind("lease", now.plus(LEASE).toEpochMilli())
            .execute());
  }

  /** Those of this process that run, or that it has lost, which began before a time. */
  public List<OperationRow> mine(Instant before) {
    // Few run, many began before: SQLite would look for these first.
    return database
        .read(handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM operation
                    WHERE state = 'running' AND owner = :owner AND again_at = 0
                    """)
                .bind("owner", owner)
                .map((row, _) -> Rows.operation(row))
                .list())
        .stream()
        .filter(o -> o.beganAt().isBefore(before))
        .toList();
  }

  /** Writes down that it goes on at its back end, and when that is to be asked again. */
  public void goesOn(OperationRow row, String going, Instant at) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                UPDATE operation SET going = :going, again_at = :at
                WHERE id = :id AND state = 'running' AND owner = :owner
                """)
            .bind("id", row.id())
            .bind("going", going)
            .bind("at", at.toEpochMilli())
            .bind("owner", owner)
            .execute());
  }

  /** Those of this process that go on at a back end, which is to be asked now. */
  public List<OperationRow> due(Instant now) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM operation
                WHERE state = 'running' AND owner = :owner AND again_at > 0 AND again_at <= :now
                """)
            .bind("owner", owner)
            .bind("now", now.toEpochMilli())
            .map((row, _) -> Rows.operation(row))
            .list());
  }

  /**
   * Takes over what processes have left that are not there any more.
   *
   * @param alone whether no other process has this database: whatever is another's is left
   */
  public List<OperationRow> takeOver(Instant now, boolean alone) {
    return database.write(handle ->
        handle
            .createQuery(
                """
                UPDATE operation SET owner = :owner, lease_until = :lease
                WHERE state = 'running' AND owner <> :owner AND lease_until < :late
                RETURNING *
                """)
            .bind("owner", owner)
            .bind("lease", now.plus(LEASE).toEpochMilli())
            .bind("late", alone ? Long.MAX_VALUE : now.toEpochMilli())
            .map((row, _) -> Rows.operation(row))
            .list());
  }
}
