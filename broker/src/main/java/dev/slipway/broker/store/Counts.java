package dev.slipway.broker.store;

import dev.slipway.database.Database;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * How much there is of what.
 *
 * @param bindings by state
 * @param open {@code operations} that go on, and {@code remains} that are still to be removed
 */
public record Counts(
    List<Instances> instances, Map<String, Long> bindings, Map<String, Long> open) {
  /** Instances of a plan in a state. */
  public record Instances(String service, String plan, String state, long count) {}

  /** Counts now. */
  public static Counts of(Database database) {
    return database.read(handle ->
        new Counts(
            handle
                .createQuery(
                    """
                    SELECT service, plan, state, count(*) AS many FROM instance
                    WHERE state <> 'deleted' GROUP BY service, plan, state
                    """)
                .map((row, _) ->
                    new Instances(
                        row.getString("service"),
                        row.getString("plan"),
                        row.getString("state"),
                        row.getLong("many")))
                .list(),
            bindings(handle),
            Map.of(
                "operations", one(handle, "SELECT count(*) FROM operation WHERE state = 'running'"),
                "remains", one(handle, "SELECT count(*) FROM remains"))));
  }

  private static Map<String, Long> bindings(Handle handle) {
    Map<String, Long> counts = new TreeMap<>();
    handle
        .createQuery(
            """
            SELECT state, count(*) AS many FROM binding WHERE state <> 'deleted' GROUP BY state
            """)
        .map((row, _) -> counts.put(row.getString("state"), row.getLong("many")))
        .list();
    return counts;
  }

  private static long one(Handle handle, String query) {
    return handle.createQuery(query).mapTo(Long.class).one();
  }
}
