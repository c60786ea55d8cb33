package dev.slipway.broker.postgresql;

import dev.slipway.broker.address.DatabaseLogin;
import java.util.Map;

/** What an application gets. */
final class Credentials {
  private Credentials() {}

  static Map<String, Object> of(
      PostgresqlServer server, String database, String user, String password) {
    DatabaseLogin login = new DatabaseLogin(server.host(), server.port(), database, user, password);
    String query = server.tls() ? "sslmode=require" : "";
    return login.credentials(login.uri("postgresql", query), login.jdbcUrl("postgresql", query));
  }
}
