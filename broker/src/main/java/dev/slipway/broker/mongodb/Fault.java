package dev.slipway.broker.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import dev.slipway.broker.address.Unbelieved;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import java.util.Set;

/** What went wrong on the server. */
final class Fault {
  static final int NO_USER = 11;
  static final int ROLE_EXISTS = 51002;
  static final int USER_EXISTS = 51003;

  private static final int AUTHENTICATION_FAILED = 18;

  /**
   * Not reached, over the time, stepping down, shutting down, not primary, interrupted, a conflict.
   *
   * <p>Source: MongoDB's {@code error_codes.yml}.
   */
  private static final Set<Integer> LATER =
      Set.of(
          6, 7, 24, 46, 50, 89, 91, 112, 117, 189, 202, 262, 9001, 10107, 11600, 11601, 11602,
          13435, 13436);

  private Fault() {}

  /**
   * As the broker's other parts know it. What the driver says of a command has the server's whole
   * answer in it; only the server's sentence is taken. The driver's text of other faults has the
   * state of the connection, and no command.
   *
   * @param unreached why there is no connection, where that is known; else what is thrown
   */
  static BackendException exception(
      MongodbServer server, String does, MongoException thrown, Throwable unreached) {
    String place = "MongoDB at " + server.address() + " ";
    if (thrown instanceof MongoSecurityException || thrown.getCode() == AUTHENTICATION_FAILED) {
      return new BackendException(
          Kind.REFUSED, place + "refuses the login of " + server.user(), thrown);
    }
    if (thrown instanceof MongoCommandException said) {
      Kind kind = LATER.contains(said.getErrorCode()) ? Kind.UNAVAILABLE : Kind.REFUSED;
      return new BackendException(
          kind,
          place + does + ": " + said.getErrorMessage() + " (" + said.getErrorCode() + ")",
          thrown);
    }
    return new BackendException(
        Kind.UNAVAILABLE,
        place
            + does
            + ": "
            + Unbelieved.reason(unreached).orElse(String.valueOf(thrown.getMessage())),
        thrown);
  }
}
