package dev.slipway.database;

import java.sql.SQLException;
import java.util.Set;

/** Whose fault it is that something was not stored. */
public enum Fault {
  /** The data's: they are refused each time. */
  DATA,
  /** Another transaction's, which was in the way. */
  CONFLICT,
  /** The database's, which may be there again soon. */
  DATABASE;

  /** SQLite's codes for too big, constraint, mismatch and range. */
  private static final Set<Integer> SQLITE_REFUSALS = Set.of(18, 19, 20, 25);

  /** Whose fault an exception tells of. What has nothing to do with a database is the data's. */
  public static Fault of(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql) {
        return of(String.valueOf(sql.getSQLState()), sql.getErrorCode());
      }
    }
    return DATA;
  }

  /** What an exception says at its origin, in one line. */
  public static String reason(Throwable thrown) {
    Throwable last = thrown;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage()).lines().findFirst().orElse(last.toString());
  }

  private static Fault of(String state, int code) {
    if (state.equals("40001") || state.equals("40P01")) {
      return CONFLICT;
    }
    boolean refused = state.startsWith("22") || state.startsWith("23") || state.startsWith("42");
    return refused || SQLITE_REFUSALS.contains(code) ? DATA : DATABASE;
  }

  boolean isConflict() {
    return this == CONFLICT;
  }
}
