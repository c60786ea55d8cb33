package dev.slipway.broker.mariadb;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.ServerUrl;
import dev.slipway.broker.address.Trust;
import java.util.Map;

/**
 * A MariaDB or MySQL server, and the login by which the broker makes databases and users on it.
 *
 * @param host where the broker, and applications too, reach it
 * @param tls whether the connection is encrypted, and the server's certificate checked
 * @param trust whose certificates are believed
 */
public record MariadbServer(
    String host, int port, String user, String password, boolean tls, Trust trust) {
  private static final String WHAT = "the MariaDB server";
  private static final int PORT = 3306;

  /** One that believes the JDK's authorities. */
  public MariadbServer(String host, int port, String user, String password, boolean tls) {
    this(host, port, user, password, tls, Trust.JDK);
  }

  /**
   * Reads {@code mariadb://USER:PASSWORD@HOST:PORT}, or {@code mysql://…}; see {@link ServerUrl}.
   *
   * @throws BrokerException with what is wrong, and never the password
   */
  public static MariadbServer parse(String text) throws BrokerException {
    ServerUrl url = ServerUrl.parseWithTls(WHAT, text, Map.of("mariadb", PORT, "mysql", PORT));
    if (!url.path().isEmpty()) {
      throw ServerUrl.wrong(WHAT, "names a database: leave it out, the broker makes its own");
    }
    return new MariadbServer(url.host(), url.port(), url.user(), url.password(), url.tls());
  }

  /**
   * The same, where others' certificates are believed.
   *
   * @throws BrokerException where the connection is not encrypted
   */
  public MariadbServer trusting(Trust other) throws BrokerException {
    return new MariadbServer(host, port, user, password, tls, other.require(tls, WHAT));
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
