package dev.slipway.broker.store;

import dev.slipway.database.Database;
import java.time.Instant;

/**
 * Removes rows that tell of what is gone. What is still half made keeps its rows, and what is there
 * keeps its last operation, which platforms ask for.
 */
public final class Forgotten {
  private static final int AT_ONCE = 500;

  /** Each is a condition of its own too: a row may have been taken up again since it was found. */
  private static final String OVER = "state IN ('deleted', 'failed') AND changed_at < :before";

  private static final String BINDINGS =
      """
      DELETE FROM binding WHERE %1$s AND name IN (
          SELECT name FROM binding WHERE %1$s
              AND NOT EXISTS (SELECT 1 FROM remains WHERE remains.binding = binding.name)
          LIMIT :most)
      """
          .formatted(OVER);

  private static final String INSTANCES =
      """
      DELETE FROM instance WHERE %1$s AND name IN (
          SELECT name FROM instance WHERE %1$s
              AND NOT EXISTS (SELECT 1 FROM remains WHERE remains.instance = instance.name)
              AND NOT EXISTS (SELECT 1 FROM binding WHERE binding.instance = instance.id)
          LIMIT :most)
      """
          .formatted(OVER);

  private static final String OPERATIONS =
      """
      DELETE FROM operation WHERE state <> 'running' AND id IN (
          SELECT id FROM operation WHERE state <> 'running' AND ended_at < :before
              AND began_at < :before
              AND (EXISTS (SELECT 1 FROM operation AS later
                      WHERE later.instance = operation.instance
                          AND later.binding = operation.binding
                          AND later.began_at > operation.began_at)
                  OR NOT EXISTS (SELECT 1 FROM instance WHERE instance.id = operation.instance)
                  OR (operation.binding <> '' AND NOT EXISTS (SELECT 1 FROM binding
                      WHERE binding.instance = operation.instance
                          AND binding.id = operation.binding)))
          LIMIT :most)
      """;

  private final Database database;

  /** Those of a database. */
  public Forgotten(Database database) {
    this.database = database;
  }

  /**
   * Removes what was over before a time.
   *
   * @return how many rows
   */
  public long remove(Instant before) {
    return remove(BINDINGS, before) + remove(INSTANCES, before) + remove(OPERATIONS, before);
  }

  /** A few at once, so that others get their turn. */
  private long remove(String what, Instant before) {
    long removed = 0;
    int last;
    do {
      last =
          database.write(handle ->
              handle
                  .createUpdate(what)
                  .bind("before", before.toEpochMilli())
                  .bind("most", AT_ONCE)
                  .execute());
      removed += last;
    } while (last > 0);
    return removed;
  }
}
