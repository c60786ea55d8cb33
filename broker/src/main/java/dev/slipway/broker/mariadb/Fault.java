package dev.slipway.broker.mariadb;

import dev.slipway.broker.address.Unbelieved;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * What went wrong on the server.
 *
 * @param code MariaDB's; 0 where the server did not say it
 * @param text what it says
 */
record Fault(int code, Kind kind, String text) {
  static final int DATABASE_EXISTS = 1007;
  static final int ACCESS_DENIED = 1045;

  /** There is no such user, or no such grant. */
  static final Set<Integer> GONE = Set.of(1133, 1141, 1396, 1094);

  /** Too many connections, shutting down, the network, locks, time-outs, ended by someone. */
  private static final Set<Integer> LATER =
      Set.of(
          1040, 1042, 1043, 1053, 1077, 1079, 1129, 1152, 1156, 1157, 1158, 1159, 1160, 1161, 1184,
          1203, 1205, 1213, 1226, 1317, 1927, 1969, 3024);

  /** Codes from here on are the driver's own. */
  private static final int DRIVERS = 9000;

  /** Reads what the driver throws; what the server said may be the cause of that. */
  static Fault of(RuntimeException thrown) {
    Throwable deepest = thrown;
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      deepest = each;
      if (each instanceof R2dbcException said
          && said.getErrorCode() > 0
          && said.getErrorCode() < DRIVERS) {
        return said(said);
      }
    }
    if (isTimeout(thrown)) {
      return new Fault(0, Kind.UNAVAILABLE, "it took too long");
    }
    boolean later =
        caused(thrown, R2dbcNonTransientResourceException.class)
            || caused(thrown, IOException.class);
    return new Fault(
        0,
        later ? Kind.UNAVAILABLE : Kind.REFUSED,
        Unbelieved.reason(thrown).orElse(String.valueOf(deepest.getMessage())));
  }

  private static Fault said(R2dbcException said) {
    boolean later = LATER.contains(said.getErrorCode()) || isNetwork(said);
    return new Fault(
        said.getErrorCode(),
        later ? Kind.UNAVAILABLE : Kind.REFUSED,
        said.getMessage() + " (" + said.getErrorCode() + ")");
  }

  private static boolean isNetwork(R2dbcException said) {
    return String.valueOf(said.getSqlState()).startsWith("08");
  }

  /** Reactor's own comes without a type of its own. */
  private static boolean isTimeout(Throwable thrown) {
    return caused(thrown, TimeoutException.class)
        || thrown instanceof IllegalStateException
            && String.valueOf(thrown.getMessage()).startsWith("Timeout");
  }

  private static boolean caused(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }

  /**
   * As the broker's other parts know it. The driver's own exception is left out: it carries the
   * statement, where a password may be.
   */
  BackendException exception(MariadbServer server, String does) {
    return new BackendException(kind, "MariaDB at " + server.address() + " " + does + ": " + text);
  }
}
