package dev.slipway.broker.relay;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Who has asked the platform, as brokers tell each other.
 *
 * <p>Source: Open Service Broker API 2.17, "Originating Identity".
 */
final class Identity {
  private Identity() {}

  /**
   * The header's value; empty where nobody is known.
   *
   * @param identity the platform's name, a blank, and a JSON object
   */
  static Optional<String> header(String identity) {
    int blank = identity.indexOf(' ');
    if (blank < 1) {
      return Optional.empty();
    }
    byte[] who = identity.substring(blank + 1).getBytes(StandardCharsets.UTF_8);
    return Optional.of(
        identity.substring(0, blank) + " " + Base64.getEncoder().encodeToString(who));
  }
}
