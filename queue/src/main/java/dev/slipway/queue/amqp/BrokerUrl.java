package dev.slipway.queue.amqp;

import dev.slipway.queue.QueueException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where an AMQP 0-9-1 broker is: {@code amqps://USER:PASSWORD@HOST:PORT/VHOST}. What is left out is
 * as RabbitMQ has it: guest, guest, 5672 (5671 with TLS), the virtual host {@code /}, for which
 * {@code //} at the end stands too.
 */
public record BrokerUrl(
    boolean tls, String host, int port, String user, String password, String virtualHost) {
  private static final String GUEST = "guest";

  /**
   * Reads one.
   *
   * @throws QueueException where it is none; the message does not show it, since it may hold a
   *     password
   */
  public static BrokerUrl parse(String text) throws QueueException {
    URI uri;
    try {
      uri = URI.create(text.endsWith("//") ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    boolean tls = "amqps".equalsIgnoreCase(uri.getScheme());
    if ((!tls && !"amqp".equalsIgnoreCase(uri.getScheme())) || uri.getHost() == null) {
      throw invalid();
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (path.lastIndexOf('/') > 0 || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw invalid();
    }
    String login = uri.getRawUserInfo() == null ? GUEST : uri.getRawUserInfo();
    int colon = login.indexOf(':');
    return new BrokerUrl(
        tls,
        uri.getHost(),
        uri.getPort() > 0 ? uri.getPort() : tls ? 5671 : 5672,
        decode(colon < 0 ? login : login.substring(0, colon)),
        colon < 0 ? GUEST : decode(login.substring(colon + 1)),
        path.length() <= 1 ? "/" : decode(path.substring(1)));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static QueueException invalid() {
    return new QueueException(
        QueueException.Code.CONFIGURATION,
        "a broker's address is not as in amqp://USER:PASSWORD@HOST:PORT/VHOST or amqps://…");
  }

  /** As one writes it, with the password: for files that only their owner reads. */
  public String text() {
    return (tls ? "amqps://" : "amqp://")
        + encode(user)
        + ":"
        + encode(password)
        + "@"
        + host
        + ":"
        + port
        + "/"
        + encode(virtualHost);
  }

  /** Without the password: for people and logs. */
  @Override
  public String toString() {
    return (tls ? "amqps://" : "amqp://")
        + encode(user)
        + "@"
        + host
        + ":"
        + port
        + "/"
        + (virtualHost.equals("/") ? "" : encode(virtualHost));
  }
}
