package dev.slipway.server.config;

import dev.slipway.queue.Secret;
import java.util.Optional;

/**
 * The embedded broker.
 *
 * @param address where it listens
 * @param password empty for one that is made at the first start and kept in the data folder
 * @param tls whether it talks TLS, with the server's certificate
 */
public record AmqpConfig(
    String address, int port, String user, Optional<Secret> password, boolean tls) {
  /** On loopback, for the local worker. */
  public static AmqpConfig local(int port) {
    return new AmqpConfig("127.0.0.1", port, "slipway", Optional.empty(), false);
  }
}
