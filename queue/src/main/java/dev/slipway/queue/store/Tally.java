package dev.slipway.queue.store;

import dev.slipway.database.Database;
import java.util.List;

/** Counts what is in the database, for metrics. */
public final class Tally {
  private final Database database;
  private final Workers workers;

  /** Of a database. */
  public Tally(Database database) {
    this.database = database;
    this.workers = new Workers(database);
  }

  /** Builds of one architecture in one state. */
  public record BuildCount(String architecture, String state, long count) {}

  /** What there is now. */
  public record State(List<BuildCount> builds, List<WorkerRow> workers) {}

  /** Counts. */
  public State now() {
    List<BuildCount> builds =
        database.read(handle ->
            handle
                .createQuery(
                    """
                    SELECT architecture, state, count(*) AS builds FROM build
                    GROUP BY architecture, state
                    """)
                .map((row, _) ->
                    new BuildCount(
                        row.getString("architecture"),
                        row.getString("state"),
                        row.getLong("builds")))
                .list());
    return new State(builds, workers.all());
  }
}
