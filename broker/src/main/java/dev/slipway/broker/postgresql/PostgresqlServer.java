package dev.slipway.broker.postgresql;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.ServerUrl;
import dev.slipway.broker.address.Trust;
import java.util.Map;

/**
 * A PostgreSQL server, and the login by which the broker makes databases and roles on it.
 *
 * @param host where the broker, and applications too, reach it
 * @param database the one that the broker is in while it makes others
 * @param tls whether the connection has to be encrypted, and the server's certificate checked
 * @param trust whose certificates are believed
 */
public record PostgresqlServer(
    String host,
    int port,
    String user,
    String password,
    String database,
    boolean tls,
    Trust trust) {
  private static final String WHAT = "the PostgreSQL server";
  private static final int PORT = 5432;

  /** One that believes the JDK's authorities. */
  public PostgresqlServer(
      String host, int port, String user, String password, String database, boolean tls) {
    this(host, port, user, password, database, tls, Trust.JDK);
  }

  /**
   * Reads {@code postgresql://USER:PASSWORD@HOST:PORT/postgres}; see {@link ServerUrl}.
   *
   * @throws BrokerException with what is wrong, and never the password
   */
  public static PostgresqlServer parse(String text) throws BrokerException {
    ServerUrl url =
        ServerUrl.parseWithTls(WHAT, text, Map.of("postgresql", PORT, "postgres", PORT));
    return new PostgresqlServer(
        url.host(),
        url.port(),
        url.user(),
        url.password(),
        url.name().isEmpty() ? "postgres" : url.name(),
        url.tls());
  }

  /**
   * The same, where others' certificates are believed.
   *
   * @throws BrokerException where the connection is not encrypted
   */
  public PostgresqlServer trusting(Trust other) throws BrokerException {
    return new PostgresqlServer(
        host, port, user, password, database, tls, other.require(tls, WHAT));
  }

  String address() {
    return host + ":" + port;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + address();
  }
}
