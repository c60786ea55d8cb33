package dev.slipway.broker.backend;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a plan allows.
 *
 * @param amounts by what is limited; storage and memory in bytes, the others in pieces
 */
public record Limits(Map<String, Long> amounts) {
  /** Bytes that an instance may keep. */
  public static final String STORAGE = "storage";

  /** Connections at once. */
  public static final String CONNECTIONS = "connections";

  /** Bytes of memory. */
  public static final String MEMORY = "memory";

  /** Queues of a message broker. */
  public static final String QUEUES = "queues";

  /** Objects of a store. */
  public static final String OBJECTS = "objects";

  /** Nothing is limited. */
  public static final Limits NONE = new Limits(Map.of());

  public Limits {
    amounts = Map.copyOf(amounts);
  }

  /** A limit, where there is one. */
  public OptionalLong of(String what) {
    Long amount = amounts.get(what);
    return amount == null ? OptionalLong.empty() : OptionalLong.of(amount);
  }

  /** In the order of their names. */
  @Override
  public String toString() {
    return new TreeMap<>(amounts).toString();
  }
}
