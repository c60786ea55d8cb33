package dev.slipway.broker.rabbitmq;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.ServerUrl;
import dev.slipway.broker.address.Shown;
import dev.slipway.broker.address.Trust;
import java.util.Map;
import java.util.Optional;

/**
 * A RabbitMQ of version 3.10 or later with its management plugin.
 *
 * @param management with the login of an administrator
 * @param tls whether applications speak TLS
 * @param shown where applications find it
 */
public record RabbitConfig(ServerUrl management, boolean tls, Shown shown) {
  private static final String WHAT = "RabbitMQ's management";
  private static final int PLAIN = 5672;
  private static final int TLS = 5671;

  /**
   * Reads one.
   *
   * @param url {@code http://USER:PASSWORD@HOST:15672} or {@code https://…}
   * @param amqp {@code amqp://HOST:PORT} or {@code amqps://HOST:PORT} for applications; port 5672
   *     of the same host where it is empty
   */
  public static RabbitConfig parse(String url, Optional<String> amqp) throws BrokerException {
    ServerUrl management =
        ServerUrl.parse(WHAT, url, Map.of("http", 15672, "https", 15671)).withLogin(WHAT);
    if (amqp.isEmpty()) {
      return new RabbitConfig(management, false, new Shown(management.host(), PLAIN));
    }
    ServerUrl shown =
        ServerUrl.parse(
            "RabbitMQ for applications", amqp.get(), Map.of("amqp", PLAIN, "amqps", TLS));
    return new RabbitConfig(
        management, shown.scheme().equals("amqps"), new Shown(shown.host(), shown.port()));
  }

  /**
   * The same, where others' certificates are believed.
   *
   * @throws BrokerException where the connection is not encrypted
   */
  public RabbitConfig trusting(Trust trust) throws BrokerException {
    return new RabbitConfig(management.trusting(WHAT, trust), tls, shown);
  }
}
