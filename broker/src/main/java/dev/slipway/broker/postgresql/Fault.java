package dev.slipway.broker.postgresql;

import dev.slipway.broker.address.Unbelieved;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import java.sql.SQLException;
import java.util.Set;

/**
 * What went wrong on the server.
 *
 * @param state five characters; PostgreSQL's documentation, appendix A, has them all
 */
record Fault(String state, SQLException cause) {
  static final String DATABASE_EXISTS = "42P04";
  static final String ROLE_EXISTS = "42710";
  static final String NO_DATABASE = "3D000";
  static final String NO_TABLE = "42P01";
  static final String NO_ROLE = "42704";
  static final String LOCKED = "55P03";
  static final String CANCELED = "57014";

  /** By their first two characters: connections, resources, conflicts, the operator. */
  private static final Set<String> LATER = Set.of("08", "53", "40", "57", "58");

  /** Of another session: it uses the thing, or has locked it. */
  private static final Set<String> BUSY = Set.of("55006", LOCKED);

  static Fault of(SQLException thrown) {
    return new Fault(thrown.getSQLState() == null ? "" : thrown.getSQLState(), thrown);
  }

  boolean isLogin() {
    return state.startsWith("28");
  }

  private Kind kind() {
    boolean later =
        state.length() < 2 || LATER.contains(state.substring(0, 2)) || BUSY.contains(state);
    return later ? Kind.UNAVAILABLE : Kind.REFUSED;
  }

  BackendException exception(PostgresqlServer server, String does) {
    return new BackendException(
        kind(),
        "PostgreSQL at "
            + server.address()
            + " "
            + does
            + ": "
            + Unbelieved.reason(cause).orElse(String.valueOf(cause.getMessage()))
            + (state.isEmpty() ? "" : " (" + state + ")"),
        cause);
  }
}
