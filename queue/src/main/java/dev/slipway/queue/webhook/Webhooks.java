package dev.slipway.queue.webhook;

import dev.slipway.database.Database;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.Secret;
import dev.slipway.queue.store.Errand;
import dev.slipway.queue.store.Errands;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The webhooks. */
public final class Webhooks {
  private static final int MOST_OF_A_PROJECT = 50;

  private final Database database;
  private final Clock clock;

  /** Those of a database. */
  public Webhooks(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Those of all projects, by id. */
  public List<Webhook> all() {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM webhook ORDER BY id")
            .map((row, _) -> webhook(row))
            .list());
  }

  /** A webhook. */
  public Optional<Webhook> get(long id) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM webhook WHERE id = :id")
            .bind("id", id)
            .map((row, _) -> webhook(row))
            .findOne());
  }

  /**
   * Adds one.
   *
   * @throws QueueException where the project has too many, or is not there
   */
  public Webhook add(String project, Wish wish) throws QueueException {
    Instant now = clock.instant();
    return database.write(handle -> {
      boolean there =
          handle
              .createQuery("SELECT 1 FROM project WHERE name = :project")
              .bind("project", project)
              .mapTo(Integer.class)
              .findOne()
              .isPresent();
      if (!there) {
        throw new QueueException(Code.UNKNOWN, "there is no project `" + project + "`");
      }
      int count =
          handle
              .createQuery("SELECT count(*) FROM webhook WHERE project = :project")
              .bind("project", project)
              .mapTo(Integer.class)
              .one();
      if (count >= MOST_OF_A_PROJECT) {
        throw new QueueException(
            Code.CONFLICT,
            "project `" + project + "` has " + count + " webhooks already; delete one first");
      }
      return handle
          .createQuery(
              """
              INSERT INTO webhook (project, url, secret, events, active, created_at)
              VALUES (:project, :url, :secret, :events, :active, :now) RETURNING *
              """)
          .bind("project", project)
          .bind("url", wish.url().toString())
          .bind("secret", wish.secret().text())
          .bind("events", String.join(" ", wish.events()))
          .bind("active", wish.active() ? 1 : 0)
          .bind("now", now.toEpochMilli())
          .map((row, _) -> webhook(row))
          .one();
    });
  }

  /** Puts what is wished for in the place of what a webhook is. */
  public Webhook change(long id, Wish wish) throws QueueException {
    return database
        .write(handle ->
            handle
                .createQuery(
                    """
                    UPDATE webhook
                    SET url = :url, secret = :secret, events = :events, active = :active
                    WHERE id = :id RETURNING *
                    """)
                .bind("id", id)
                .bind("url", wish.url().toString())
                .bind("secret", wish.secret().text())
                .bind("events", String.join(" ", wish.events()))
                .bind("active", wish.active() ? 1 : 0)
                .map((row, _) -> webhook(row))
                .findOne())
        .orElseThrow(() -> new QueueException(Code.UNKNOWN, "there is no webhook " + id));
  }

  /** Removes one; what it was not told yet, it is not told any more. */
  public void remove(long id) {
    database.change(handle ->
        handle.createUpdate("DELETE FROM webhook WHERE id = :id").bind("id", id).execute());
  }

  /** What a webhook was told, or is to be told, the newest first. */
  public List<Errand> deliveries(long id, int limit) {
    return new Errands(database).about(DeliverEvent.KIND, String.valueOf(id), limit);
  }

  private static Webhook webhook(ResultSet row) throws SQLException {
    return new Webhook(
        row.getLong("id"),
        row.getString("project"),
        URI.create(row.getString("url")),
        new Secret(row.getString("secret")),
        List.of(row.getString("events").split(" ")),
        row.getInt("active") != 0,
        Instant.ofEpochMilli(row.getLong("created_at")));
  }
}
