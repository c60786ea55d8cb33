package dev.slipway.broker.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an application gets.
 *
 * @param credentials what a client of the service needs, {@code uri} among it
 * @param syslogDrain where logs go, of services that require {@code syslog_drain}
 * @param volumeMounts of services that require {@code volume_mount}
 */
public record Bound(
    Map<String, Object> credentials, Optional<String> syslogDrain, List<JsonNode> volumeMounts) {
  public Bound {
    credentials = Map.copyOf(credentials);
    volumeMounts = List.copyOf(volumeMounts);
  }

  /** Credentials alone. */
  public static Bound to(Map<String, Object> credentials) {
    return new Bound(credentials, Optional.empty(), List.of());
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "Bound[…]";
  }
}
