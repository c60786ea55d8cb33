package dev.slipway.server.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A back end of the service broker.
 *
 * @param type as in {@code mariadb}
 * @param url its administrator's address, with its password; empty where the type has none
 * @param ca a file with authorities whose certificates are believed of it beside the JDK's
 * @param options by the rest of their names; none is secret
 */
public record BackendConfig(
    String name, String type, String url, Optional<Path> ca, Map<String, String> options) {
  public BackendConfig {
    options = Map.copyOf(options);
  }

  /** One of which the JDK's authorities are believed. */
  public BackendConfig(String name, String type, String url, Map<String, String> options) {
    this(name, type, url, Optional.empty(), options);
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
