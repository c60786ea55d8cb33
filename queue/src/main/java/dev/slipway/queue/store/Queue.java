package dev.slipway.queue.store;

import dev.slipway.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How much there is to do. */
public final class Queue {
  private final Database database;

  /** That of a database. */
  public Queue(Database database) {
    this.database = database;
  }

  /**
   * What waits and runs of an architecture.
   *
   * @param architecture Debian's name
   * @param oldest when the one that waits longest was put into the queue
   */
  public record Depth(String architecture, long queued, long running, Optional<Instant> oldest) {}

  /** Of each architecture of which something waits or runs. */
  public List<Depth> depths() {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT architecture,
                    sum(CASE WHEN state = 'queued' THEN 1 ELSE 0 END) AS queued,
                    sum(CASE WHEN state = 'running' THEN 1 ELSE 0 END) AS running,
                    min(CASE WHEN state = 'queued' THEN queued_at END) AS oldest
                FROM build WHERE state = 'queued' OR state = 'running'
                GROUP BY architecture ORDER BY architecture
                """)
            .map((row, _) ->
                new Depth(
                    row.getString("architecture"),
                    row.getLong("queued"),
                    row.getLong("running"),
                    BuildRow.time(row, "oldest")))
            .list());
  }
}
