package dev.slipway.queue.store;

import dev.slipway.database.Database;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.event.NewEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** What happened to builds. */
public final class Events {
  private final Database database;

  /** Those of a database. */
  public Events(Database database) {
    this.database = database;
  }

  /** The events of a build after one of its numbers, in order, at most so many. */
  public List<BuildEvent> after(long build, long seq, int limit) {
    return after(build, seq, Set.of(), limit);
  }

  /**
   * The same of some kinds only.
   *
   * @param kinds none for all
   */
  public List<BuildEvent> after(long build, long seq, Set<String> kinds, int limit) {
    return database.read(handle -> {
      Query query =
          handle.createQuery(
              """
              SELECT seq, attempt, at, kind, body FROM event
              WHERE build = :build AND seq > :seq %s ORDER BY seq LIMIT :limit
              """
                  .formatted(kinds.isEmpty() ? "" : "AND kind IN (<kinds>)"));
      if (!kinds.isEmpty()) {
        query.bindList("kinds", List.copyOf(kinds));
      }
      return query
          .bind("build", build)
          .bind("seq", seq)
          .bind("limit", limit)
          .map((row, _) ->
              new BuildEvent(
                  row.getLong(1),
                  row.getInt(2),
                  Instant.ofEpochMilli(row.getLong(3)),
                  row.getString(4),
                  row.getString(5)))
          .list();
    });
  }

  /**
   * Adds events to a build, with the numbers that come next.
   *
   * @return them with their numbers
   */
  public static List<BuildEvent> add(Handle handle, long build, List<NewEvent> events) {
    Numbers numbers =
        handle
            .createQuery(
                """
                UPDATE build SET last_event = last_event + :count WHERE id = :build
                RETURNING last_event, attempt
                """)
            .bind("build", build)
            .bind("count", events.size())
            .map((row, _) -> new Numbers(row.getLong(1), row.getInt(2)))
            .one();
    List<BuildEvent> added =
        insert(handle, build, numbers.last() - events.size(), numbers.attempt(), events);
    Outbox.put(handle, build, added);
    return added;
  }

  private record Numbers(long last, int attempt) {}

  /** Stores events whose numbers, which follow on {@code last}, the caller has taken already. */
  static List<BuildEvent> insert(
      Handle handle, long build, long last, int attempt, List<NewEvent> events) {
    List<BuildEvent> numbered = new ArrayList<>(events.size());
    long seq = last;
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO event (build, seq, attempt, at, kind, body) VALUES (?, ?, ?, ?, ?, ?)");
    for (NewEvent each : events) {
      seq++;
      batch
          .bind(0, build)
          .bind(1, seq)
          .bind(2, attempt)
          .bind(3, each.at().toEpochMilli())
          .bind(4, each.kind())
          .bind(5, each.body())
          .add();
      numbered.add(new BuildEvent(seq, attempt, each.at(), each.kind(), each.body()));
    }
    if (!events.isEmpty()) {
      batch.execute();
    }
    return numbered;
  }
}
