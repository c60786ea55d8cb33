package dev.slipway.broker.postgresql;

import dev.slipway.broker.backend.BackendException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives back what deleted rows take, since files do not shrink by themselves. It is done where rows
 * were deleted since it was done last, as far as this process knows.
 */
final class Compaction {
  /** Somebody reads the table, or it is gone, or it takes longer: the server goes on alone. */
  private static final Set<String> NOT_NOW =
      Set.of(Fault.LOCKED, Fault.NO_TABLE, Fault.CANCELED, "08006", "08003");

  private final Map<String, Long> deleted = new ConcurrentHashMap<>();

  /** By a session in the instance's database. */
  void run(Session inside, String instance) throws BackendException {
    long now = inside.number("SELECT COALESCE(SUM(n_tup_del), 0) FROM pg_stat_user_tables");
    if (now == deleted.getOrDefault(instance, 0L)) {
      return;
    }
    List<String> tables =
        inside.column("SELECT relid::regclass FROM pg_stat_user_tables WHERE n_tup_del > 0");
    inside.run("SET lock_timeout = '5s'");
    inside.run("SET statement_timeout = 0");
    boolean all = true;
    for (String each : tables) {
      all &= inside.runUnless(NOT_NOW, "VACUUM (FULL) " + each);
    }
    if (all) {
      deleted.put(instance, now);
    }
  }

  /** Forgets an instance that is gone. */
  void forget(String instance) {
    deleted.remove(instance);
  }
}
