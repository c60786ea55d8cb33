package dev.slipway.broker.mariadb;

import dev.slipway.broker.address.DatabaseLogin;
import java.util.Map;

/** What an application gets. */
final class Credentials {
  private Credentials() {}

  static Map<String, Object> of(
      MariadbServer server, String database, String user, String password) {
    DatabaseLogin login = new DatabaseLogin(server.host(), server.port(), database, user, password);
    return login.credentials(
        login.uri("mysql", ""), login.jdbcUrl("mysql", server.tls() ? "sslMode=REQUIRED" : ""));
  }
}
