package dev.slipway.queue.store;

import dev.slipway.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Work for later. It is written in the transaction of what causes it, so that neither is there
 * without the other; whoever does it holds a lease, so that nobody else does it meanwhile.
 */
public final class Errands {
  private static final int LONGEST_ERROR = 2_000;

  private final Database database;

  /** Those of a database. */
  public Errands(Database database) {
    this.database = database;
  }

  /**
   * Adds one, which is due at once.
   *
   * @return its id
   */
  public static long add(
      Handle handle, String kind, Optional<Long> build, String subject, String body, Instant now) {
    return handle
        .createQuery(
            """
            INSERT INTO errand (kind, build, subject, body, state, attempts, next_at, created_at)
            VALUES (:kind, :build, :subject, :body, 'waiting', 0, :now, :now)
            RETURNING id
            """)
        .bind("kind", kind)
        .bind("build", build.orElse(null))
        .bind("subject", subject)
        .bind("body", body)
        .bind("now", now.toEpochMilli())
        .mapTo(Long.class)
        .one();
  }

  /** An errand. */
  public Optional<Errand> get(long id) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM errand WHERE id = :id")
            .bind("id", id)
            .map((row, _) -> Errand.of(row))
            .findOne());
  }

  /** Those of a kind for a build, the newest first. */
  public List<Errand> ofBuild(String kind, long build) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT * FROM errand WHERE build = :build AND kind = :kind ORDER BY id DESC")
            .bind("build", build)
            .bind("kind", kind)
            .map((row, _) -> Errand.of(row))
            .list());
  }

  /** Those of a kind about a subject, the newest first, at most so many. */
  public List<Errand> about(String kind, String subject, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM errand WHERE kind = :kind AND subject = :subject
                ORDER BY id DESC LIMIT :limit
                """)
            .bind("kind", kind)
            .bind("subject", subject)
            .bind("limit", limit)
            .map((row, _) -> Errand.of(row))
            .list());
  }

  /** Whether one of a kind is due. It only reads, so that asking often costs nothing. */
  public boolean isDue(String kind, Instant now) {
    return database.read(handle -> next(handle, kind, now, "").isPresent());
  }

  /**
   * Takes the errand of a kind that is due first, also one whose holder was not heard of in time.
   *
   * @param until when others may take it
   */
  public Optional<Errand> claim(String kind, Instant now, Instant until) {
    return database.write(handle ->
        next(handle, kind, now, database.skipLocked())
            .map(id ->
                handle
                    .createQuery(
                        """
                        UPDATE errand
                        SET state = 'running', attempts = attempts + 1, next_at = :until
                        WHERE id = :id RETURNING *
                        """)
                    .bind("id", id)
                    .bind("until", until.toEpochMilli())
                    .map((row, _) -> Errand.of(row))
                    .one()));
  }

  private static Optional<Long> next(Handle handle, String kind, Instant now, String lock) {
    return handle
        .createQuery(
            """
            SELECT id FROM errand
            WHERE (state = 'waiting' OR state = 'running') AND kind = :kind AND next_at <= :now
            ORDER BY next_at LIMIT 1
            """
                + lock)
        .bind("kind", kind)
        .bind("now", now.toEpochMilli())
        .mapTo(Long.class)
        .findOne();
  }

  /**
   * Holds an errand for longer.
   *
   * @return whether it is still held
   */
  public boolean renew(Errand errand, Instant until) {
    return database.write(
        handle -> update(handle, errand, "next_at = :at", until, errand.error().orElse(null)));
  }

  /** Leaves an errand for later. */
  public static boolean postpone(Handle handle, Errand errand, Instant next, String error) {
    return update(handle, errand, "state = 'waiting', next_at = :at, error = :error", next, error);
  }

  /**
   * Ends an errand.
   *
   * @param error why it is not done; empty where it is done
   * @return whether it was still held
   */
  public static boolean end(Handle handle, Errand errand, Optional<String> error, Instant now) {
    return update(
        handle,
        errand,
        error.isEmpty()
            ? "state = 'done', ended_at = :at, error = :error"
            : "state = 'failed', ended_at = :at, error = :error",
        now,
        error.orElse(null));
  }

  private static boolean update(
      Handle handle, Errand errand, String change, Instant at, @Nullable String error) {
    return handle
            .createUpdate(
                "UPDATE errand SET "
                    + change
                    + " WHERE id = :id AND attempts = :attempts AND state = 'running'")
            .bind("id", errand.id())
            .bind("attempts", errand.attempts())
            .bind("at", at.toEpochMilli())
            .bind("error", error == null ? null : shortened(error))
            .execute()
        == 1;
  }

  private static String shortened(String error) {
    return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR) + "…";
  }

  /** Forgets those that ended before a time. */
  public static int forget(Handle handle, Instant before) {
    return handle
        .createUpdate("DELETE FROM errand WHERE ended_at < :before")
        .bind("before", before.toEpochMilli())
        .execute();
  }
}
