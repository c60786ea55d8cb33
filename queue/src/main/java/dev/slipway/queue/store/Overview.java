package dev.slipway.queue.store;

import dev.slipway.database.Database;
import dev.slipway.queue.Build;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/** Answers to what is asked of many builds at once. */
public final class Overview {
  private final Database database;

  /** That of a database. */
  public Overview(Database database) {
    this.database = database;
  }

  /**
   * What waits for workers of an architecture.
   *
   * @param architecture Debian's name
   * @param since when the one that waits longest was put into the queue
   */
  public record Waiting(String architecture, long builds, Instant since) {}

  /** How many of a build's steps are over, and how many it has. */
  public record Done(int steps, int of) {}

  /** What waits, by architecture. */
  public List<Waiting> waiting() {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT architecture, count(*), min(queued_at) FROM build WHERE state = 'queued'
                GROUP BY architecture ORDER BY architecture
                """)
            .map((row, _) ->
                new Waiting(row.getString(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3))))
            .list());
  }

  /** How far builds have come, by their ids; those without steps yet are not there. */
  public Map<Long, Done> progress(Collection<Long> builds) {
    if (builds.isEmpty()) {
      return Map.of();
    }
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT build, sum(CASE WHEN state IN ('done', 'cached') THEN 1 ELSE 0 END), count(*)
                FROM step WHERE build IN (<builds>) GROUP BY build
                """)
            .bindList("builds", List.copyOf(builds))
            .map((row, _) -> Map.entry(row.getLong(1), new Done(row.getInt(2), row.getInt(3))))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /**
   * The newest build of each project, image name and architecture that succeeded and still has its
   * artifacts, by name.
   *
   * @param projects those whose builds may be seen; empty for all
   * @param search what the name contains; empty for all
   */
  public List<Build> newestImages(
      Optional<Set<String>> projects, String search, int offset, int limit) {
    if (projects.isPresent() && projects.get().isEmpty()) {
      return List.of();
    }
    return database.read(handle -> {
      Query query =
          handle.createQuery(
              """
              SELECT * FROM build WHERE id IN (
                  SELECT max(id) FROM build WHERE state = 'succeeded' AND disposed = 0
                  AND name LIKE :search %s GROUP BY project, name, architecture)
              ORDER BY name, architecture, project LIMIT :limit OFFSET :offset
              """
                  .formatted(projects.isPresent() ? "AND project IN (<projects>)" : ""));
      projects.ifPresent(p -> query.bindList("projects", List.copyOf(p)));
      return query
          .bind("search", "%" + search + "%")
          .bind("limit", limit)
          .bind("offset", offset)
          .map(new BuildRow())
          .list();
    });
  }
}
