package dev.slipway.queue.store;

import dev.slipway.database.Database;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The sessions of all servers. */
public final class Sessions {
  private final Database database;

  /** Those of a database. */
  public Sessions(Database database) {
    this.database = database;
  }

  /** The session of a hash, however old. */
  public Optional<SessionRow> get(String hash) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT hash, account, csrf, created_at, seen_at FROM session WHERE hash = :hash")
            .bind("hash", hash)
            .map((row, _) ->
                new SessionRow(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    Instant.ofEpochMilli(row.getLong(4)),
                    Instant.ofEpochMilli(row.getLong(5))))
            .findOne());
  }

  /** Begins a session. */
  public static void add(Handle handle, SessionRow session) {
    handle
        .createUpdate(
            """
            INSERT INTO session (hash, account, csrf, created_at, seen_at)
            VALUES (:hash, :account, :csrf, :created, :seen)
            """)
        .bind("hash", session.hash())
        .bind("account", session.account())
        .bind("csrf", session.csrf())
        .bind("created", session.created().toEpochMilli())
        .bind("seen", session.seen().toEpochMilli())
        .execute();
  }

  /** Notes that a session is used. */
  public static void seen(Handle handle, String hash, Instant now) {
    handle
        .createUpdate("UPDATE session SET seen_at = :now WHERE hash = :hash")
        .bind("hash", hash)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Ends a session. */
  public static void remove(Handle handle, String hash) {
    handle.createUpdate("DELETE FROM session WHERE hash = :hash").bind("hash", hash).execute();
  }

  /** Ends all sessions of an account. */
  public static void removeOf(Handle handle, String account) {
    removeOthers(handle, account, "");
  }

  /** Ends all sessions of an account but one. */
  public static void removeOthers(Handle handle, String account, String hash) {
    handle
        .createUpdate("DELETE FROM session WHERE account = :account AND hash <> :hash")
        .bind("account", account)
        .bind("hash", hash)
        .execute();
  }

  /** Forgets sessions that began, or were used last, before a time. */
  public static void forget(Handle handle, Instant begun, Instant used) {
    handle
        .createUpdate("DELETE FROM session WHERE created_at < :begun OR seen_at < :used")
        .bind("begun", begun.toEpochMilli())
        .bind("used", used.toEpochMilli())
        .execute();
  }
}
