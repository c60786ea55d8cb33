package dev.slipway.queue.store;

import dev.slipway.database.Database;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * Answers to requests that came with a key, so that the same request can be sent again without
 * being done again (draft-ietf-httpapi-idempotency-key-header).
 */
public final class Idempotency {
  /** How long an answer is kept. */
  public static final Duration KEPT = Duration.ofHours(24);

  /** After that, who began to answer is taken for dead. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Database database;

  /** That of a database. */
  public Idempotency(Database database) {
    this.database = database;
  }

  /**
   * A request with a key.
   *
   * @param account whose key it is
   * @param key as the client has made it up
   * @param sha256 of what is asked
   */
  public record Request(String account, String key, String sha256) {}

  /** How far a request has come. */
  public sealed interface Found {}

  /** It is new, and noted as begun: the caller does it and says {@link #done} or {@link #undo}. */
  public record Begun() implements Found {}

  /** It is being done. */
  public record Doing() implements Found {}

  /** It was done. */
  public record Done(String response) implements Found {}

  /** The key was used for another request. */
  public record Other() implements Found {}

  /** Looks for a request, and begins it where it is new. */
  public Found begin(Request request, Instant now) {
    return database.write(handle -> {
      handle
          .createUpdate(
              """
              DELETE FROM idempotency
              WHERE created_at < :old OR (response IS NULL AND created_at < :dead)
              """)
          .bind("old", now.minus(KEPT).toEpochMilli())
          .bind("dead", now.minus(LONGEST).toEpochMilli())
          .execute();
      int added =
          handle
              .createUpdate(
                  """
                  INSERT INTO idempotency (account, key, request, created_at)
                  VALUES (:account, :key, :request, :now) ON CONFLICT (account, key) DO NOTHING
                  """)
              .bind("account", request.account())
              .bind("key", request.key())
              .bind("request", request.sha256())
              .bind("now", now.toEpochMilli())
              .execute();
      return added == 1 ? new Begun() : found(handle, request);
    });
  }

  private static Found found(Handle handle, Request request) {
    return handle
        .createQuery(
            "SELECT request, response FROM idempotency WHERE account = :account AND key = :key")
        .bind("account", request.account())
        .bind("key", request.key())
        .<Found>map((row, _) -> {
          String response = row.getString(2);
          if (!row.getString(1).equals(request.sha256())) {
            return new Other();
          }
          return response == null ? new Doing() : new Done(response);
        })
        .findOne()
        .orElseGet(Doing::new);
  }

  /** Notes the answer, in the transaction that does what was asked. */
  public static void done(Handle handle, Request request, String response) {
    handle
        .createUpdate(
            """
            UPDATE idempotency SET response = :response
            WHERE account = :account AND key = :key
            """)
        .bind("account", request.account())
        .bind("key", request.key())
        .bind("response", response)
        .execute();
  }

  /** Forgets a request that was not done: it may be put right and sent again. */
  public void undo(Request request) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                DELETE FROM idempotency
                WHERE account = :account AND key = :key AND response IS NULL
                """)
            .bind("account", request.account())
            .bind("key", request.key())
            .execute());
  }
}
