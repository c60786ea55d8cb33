package dev.slipway.broker.backend;

import java.util.Set;

/**
 * What is on a back end under names as the broker gives them.
 *
 * @param instances their names
 * @param bindings their names; empty for back ends whose bindings leave nothing behind
 */
public record Inventory(Set<String> instances, Set<String> bindings) {
  /** Nothing. */
  public static final Inventory NOTHING = new Inventory(Set.of(), Set.of());

  public Inventory {
    instances = Set.copyOf(instances);
    bindings = Set.copyOf(bindings);
  }
}
