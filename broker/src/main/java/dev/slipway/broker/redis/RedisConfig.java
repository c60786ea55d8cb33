package dev.slipway.broker.redis;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.ServerUrl;
import dev.slipway.broker.address.Shown;
import dev.slipway.broker.address.Trust;
import java.util.Map;
import java.util.Optional;

/**
 * A Redis server of version 7 or later, or Valkey, whose users the broker makes.
 *
 * @param server {@code redis://} or, with TLS, {@code rediss://}
 * @param shown where applications find it
 */
public record RedisConfig(ServerUrl server, Shown shown) {
  private static final String WHAT = "the Redis server";
  private static final int PORT = 6379;

  /**
   * Reads one.
   *
   * @param url {@code redis://USER:PASSWORD@HOST:PORT}; the user is {@code default} where it is
   *     empty
   * @param shown {@code HOST:PORT} for applications, where it is another one for them
   */
  public static RedisConfig parse(String url, Optional<String> shown) throws BrokerException {
    ServerUrl server = ServerUrl.parse(WHAT, url, Map.of("redis", PORT, "rediss", PORT));
    if (!server.path().isEmpty()) {
      throw ServerUrl.wrong(WHAT, "ends in a path: leave out what follows the port");
    }
    return new RedisConfig(
        server,
        shown.isPresent()
            ? Shown.parse(WHAT, shown.get(), server.port())
            : new Shown(server.host(), server.port()));
  }

  /**
   * The same, where others' certificates are believed.
   *
   * @throws BrokerException where the connection is not encrypted
   */
  public RedisConfig trusting(Trust trust) throws BrokerException {
    return new RedisConfig(server.trusting(WHAT, trust), shown);
  }
}
