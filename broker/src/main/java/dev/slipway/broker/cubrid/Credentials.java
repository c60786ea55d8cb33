package dev.slipway.broker.cubrid;

import dev.slipway.broker.address.DatabaseLogin;
import java.util.Map;

/** What an application gets. */
final class Credentials {
  private Credentials() {}

  static Map<String, Object> of(
      CubridServer server, String database, String user, String password) {
    DatabaseLogin login = new DatabaseLogin(server.host(), server.port(), database, user, password);
    // Its driver has no form in which a login would be escaped; ours are letters and digits.
    String jdbcUrl =
        "jdbc:cubrid:%s:%d:%s:%s:%s:"
            .formatted(server.host(), server.port(), database, user, password);
    return login.credentials(login.uri("cubrid", ""), jdbcUrl);
  }
}
