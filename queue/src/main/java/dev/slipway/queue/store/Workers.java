package dev.slipway.queue.store;

import dev.slipway.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The workers that the service has heard of. */
public final class Workers {
  private final Database database;

  /** Those of a database. */
  public Workers(Database database) {
    this.database = database;
  }

  /** All of them, by name. */
  public List<WorkerRow> all() {
    return database.read(handle ->
        handle.createQuery("SELECT * FROM worker ORDER BY id").map((row, _) -> row(row)).list());
  }

  private static WorkerRow row(ResultSet row) throws SQLException {
    return new WorkerRow(
        row.getString("id"),
        row.getString("host"),
        row.getString("version"),
        row.getString("incarnation"),
        List.of(row.getString("architectures").split(" ")),
        row.getInt("slots"),
        row.getInt("busy"),
        row.getLong("free"),
        row.getInt("draining") != 0,
        Instant.ofEpochMilli(row.getLong("started_at")),
        Instant.ofEpochMilli(row.getLong("seen_at")));
  }

  /** What becomes of what a worker says of itself. */
  public enum Noted {
    /** It is known, or new. */
    KNOWN,
    /** It was started again: what it had before, nobody works on any more. */
    RESTARTED,
    /** It was said by an earlier start, and was long on its way. */
    LATE,
    /** Another host has a worker of this name, which is there. */
    TAKEN
  }

  /**
   * Notes what a worker says of itself, where it is the one of its name.
   *
   * @param memory how long a worker counts as being there after it was last heard of
   */
  public static Noted note(Handle handle, WorkerRow worker, Duration memory) {
    Noted noted = compare(handle, worker, memory);
    if (noted == Noted.KNOWN || noted == Noted.RESTARTED) {
      put(handle, worker);
    }
    return noted;
  }

  private static Noted compare(Handle handle, WorkerRow worker, Duration memory) {
    Optional<WorkerRow> before =
        handle
            .createQuery("SELECT * FROM worker WHERE id = :id")
            .bind("id", worker.id())
            .map((row, _) -> row(row))
            .findOne();
    if (before.isEmpty() || before.get().incarnation().equals(worker.incarnation())) {
      return Noted.KNOWN;
    }
    if (before.get().seen().plus(memory).isBefore(worker.seen())) {
      return Noted.RESTARTED;
    }
    if (!before.get().host().equals(worker.host())) {
      return Noted.TAKEN;
    }
    return worker.started().isBefore(before.get().started()) ? Noted.LATE : Noted.RESTARTED;
  }

  private static void put(Handle handle, WorkerRow worker) {
    handle
        .createUpdate(
            """
            INSERT INTO worker (id, host, version, incarnation, architectures, slots, busy, free,
                draining, started_at, seen_at)
            VALUES (:id, :host, :version, :incarnation, :architectures, :slots, :busy, :free,
                :draining, :started, :seen)
            ON CONFLICT (id) DO UPDATE SET host = excluded.host, version = excluded.version,
                incarnation = excluded.incarnation, architectures = excluded.architectures,
                slots = excluded.slots, busy = excluded.busy, free = excluded.free,
                draining = excluded.draining, started_at = excluded.started_at,
                seen_at = excluded.seen_at
            """)
        .bind("id", worker.id())
        .bind("host", worker.host())
        .bind("version", worker.version())
        .bind("incarnation", worker.incarnation())
        .bind("architectures", String.join(" ", worker.architectures()))
        .bind("slots", worker.slots())
        .bind("busy", worker.busy())
        .bind("free", worker.free())
        .bind("draining", worker.draining() ? 1 : 0)
        .bind("started", worker.started().toEpochMilli())
        .bind("seen", worker.seen().toEpochMilli())
        .execute();
  }

  /** Forgets a worker that has ended. */
  public static void remove(Handle handle, String id, String incarnation) {
    handle
        .createUpdate("DELETE FROM worker WHERE id = :id AND incarnation = :incarnation")
        .bind("id", id)
        .bind("incarnation", incarnation)
        .execute();
  }

  /** Forgets workers that were last heard of before a time. */
  public static int forget(Handle handle, Instant before) {
    return handle
        .createUpdate("DELETE FROM worker WHERE seen_at < :before")
        .bind("before", before.toEpochMilli())
        .execute();
  }
}
