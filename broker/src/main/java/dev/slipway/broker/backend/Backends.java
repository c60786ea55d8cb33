package dev.slipway.broker.backend;

import java.util.Map;
import java.util.Optional;

/**
 * All back ends of a broker.
 *
 * @param byName by the names that the configuration gives them
 */
public record Backends(Map<String, Backend> byName) implements AutoCloseable {
  public Backends {
    byName = Map.copyOf(byName);
  }

  /** A back end. */
  public Optional<Backend> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public void close() {
    byName.values().forEach(Backend::close);
  }
}
