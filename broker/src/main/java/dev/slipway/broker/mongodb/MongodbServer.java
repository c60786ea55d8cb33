package dev.slipway.broker.mongodb;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.ServerUrl;
import dev.slipway.broker.address.Trust;
import java.util.Map;

/**
 * A MongoDB server, and the login by which the broker makes users on it.
 *
 * @param host where the broker, and applications too, reach it
 * @param authentication the database that the login is of
 * @param tls whether the connection is encrypted, and the server's certificate checked
 * @param trust whose certificates are believed
 */
public record MongodbServer(
    String host,
    int port,
    String user,
    String password,
    String authentication,
    boolean tls,
    Trust trust) {
  private static final String WHAT = "the MongoDB server";
  private static final int PORT = 27017;

  /** One that believes the JDK's authorities. */
  public MongodbServer(
      String host, int port, String user, String password, String authentication, boolean tls) {
    this(host, port, user, password, authentication, tls, Trust.JDK);
  }

  /**
   * Reads {@code mongodb://USER:PASSWORD@HOST:PORT}, with {@code /DATABASE} where the login is not
   * of {@code admin}; see {@link ServerUrl}.
   *
   * @throws BrokerException with what is wrong, and never the password
   */
  public static MongodbServer parse(String text) throws BrokerException {
    ServerUrl url = ServerUrl.parseWithTls(WHAT, text, Map.of("mongodb", PORT));
    return new MongodbServer(
        url.host(),
        url.port(),
        url.user(),
        url.password(),
        url.name().isEmpty() ? "admin" : url.name(),
        url.tls());
  }

  /**
   * The same, where others' certificates are believed.
   *
   * @throws BrokerException where the connection is not encrypted
   */
  public MongodbServer trusting(Trust other) throws BrokerException {
    return new MongodbServer(
        host, port, user, password, authentication, tls, other.require(tls, WHAT));
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
