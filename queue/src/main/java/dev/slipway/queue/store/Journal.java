package dev.slipway.queue.store;

import dev.slipway.database.Database;
import dev.slipway.queue.event.BuildEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;

/**
 * What happened to builds, as people read it: lines with numbers. Every event but a plan and a
 * step's progress is a line.
 */
public final class Journal {
  /** Kinds of events that are no lines. */
  private static final String NO_LINES = "('planned', 'progress')";

  private static final String LINES =
      """
      SELECT * FROM (
          SELECT row_number() OVER (ORDER BY seq) AS line, seq, attempt, at, kind, body FROM event
          WHERE build = :build AND kind NOT IN %s) AS lines
      WHERE seq < :before AND line <= :upTo AND body LIKE :body
      ORDER BY seq DESC LIMIT :limit
      """
          .formatted(NO_LINES);

  private final Database database;

  /** That of a database. */
  public Journal(Database database) {
    this.database = database;
  }

  /** A line and its number among the build's, from 1. */
  public record Line(long number, BuildEvent event) {}

  /**
   * Which lines are asked for: the last ones of those that all of this lets pass.
   *
   * @param step only that step's
   * @param before only those before the event of this number
   * @param upTo only those up to the line of this number
   * @param limit at most so many
   */
  public record Window(Optional<String> step, long before, long upTo, int limit) {
    /** The last lines of all. */
    public static Window last(int limit) {
      return new Window(Optional.empty(), Long.MAX_VALUE, Long.MAX_VALUE, limit);
    }

    /** The same of one step. */
    public Window of(String name) {
      return new Window(Optional.of(name), before, upTo, limit);
    }
  }

  /** Lines of a build, in order. */
  public List<Line> lines(long build, Window window) {
    // Steps' events name their step second, as EventJson writes them.
    String body = window.step().map(s -> "{\"event\":\"%\",\"step\":\"" + s + "\"%").orElse("%");
    return database.read(handle ->
        handle
            .createQuery(LINES)
            .bind("build", build)
            .bind("before", window.before())
            .bind("upTo", window.upTo())
            .bind("body", body)
            .bind("limit", window.limit())
            .map((row, _) -> new Line(row.getLong("line"), event(row)))
            .list()
            .reversed());
  }

  /** How many lines a build has up to the event of a number. */
  public long count(long build, long upTo) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT count(*) FROM event WHERE build = :build AND seq <= :upTo AND kind NOT IN "
                    + NO_LINES)
            .bind("build", build)
            .bind("upTo", upTo)
            .mapTo(Long.class)
            .one());
  }

  /** Whether an event is a line. */
  public static boolean isLine(BuildEvent event) {
    return !event.kind().equals("planned") && !event.kind().equals("progress");
  }

  /** The last events of some kinds in an attempt, in order. */
  public List<BuildEvent> latest(long build, int attempt, Set<String> kinds, int limit) {
    return database.read(handle -> {
      Query query =
          handle.createQuery(
              """
              SELECT seq, attempt, at, kind, body FROM event
              WHERE build = :build AND attempt = :attempt AND kind IN (<kinds>)
              ORDER BY seq DESC LIMIT :limit
              """);
      return query
          .bind("build", build)
          .bind("attempt", attempt)
          .bindList("kinds", List.copyOf(kinds))
          .bind("limit", limit)
          .map((row, _) -> event(row))
          .list()
          .reversed();
    });
  }

  private static BuildEvent event(ResultSet row) throws SQLException {
    return new BuildEvent(
        row.getLong("seq"),
        row.getInt("attempt"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("kind"),
        row.getString("body"));
  }
}
