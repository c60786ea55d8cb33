package dev.slipway.broker.mongodb;

import dev.slipway.broker.address.DatabaseLogin;
import java.util.Map;

/** What an application gets. */
final class Credentials {
  private Credentials() {}

  static Map<String, Object> of(
      MongodbServer server, String database, String user, String password) {
    DatabaseLogin login = new DatabaseLogin(server.host(), server.port(), database, user, password);
    String query = "authSource=" + database + "&authMechanism=SCRAM-SHA-256";
    return login.credentials(login.uri("mongodb", query + (server.tls() ? "&tls=true" : "")));
  }
}
