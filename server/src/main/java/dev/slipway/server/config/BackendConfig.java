package dev.slipway.server.config;

import java.util.Map;
import java.util.Optional;

/**
 * A back end of the service broker.
 *
 * @param type as in {@code mariadb}
 * @param url its administrator's address, with its password; empty where the type has none
 * @param options by the rest of their names; none is secret
 */
public record BackendConfig(String name, String type, String url, Map<String, String> options) {
  public BackendConfig {
    options = Map.copyOf(options);
  }

  /** An option, where it is given. */
  public Optional<String> option(String key) {
    return Optional.ofNullable(options.get(key));
  }

  /** It holds secrets. */
  @Override
  public String toString() {
    return "BackendConfig[" + name + ": " + type + "]";
  }
}
