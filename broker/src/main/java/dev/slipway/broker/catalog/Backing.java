package dev.slipway.broker.catalog;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A back end, as catalogs know it.
 *
 * @param name by which services name it
 * @param tags those of services that have no other word for it: {@code mysql}
 * @param limits which of a plan's it holds an instance to
 * @param settings which keys of a plan's {@code settings} it reads
 * @param fault what is wrong with such settings besides their keys
 */
public record Backing(
    String name,
    Set<String> tags,
    Set<String> limits,
    Set<String> settings,
    Function<JsonNode, Optional<String>> fault) {
  public Backing {
    tags = Set.copyOf(tags);
    limits = Set.copyOf(limits);
    settings = Set.copyOf(settings);
  }

  /** One that takes any values of its settings. */
  public Backing(String name, Set<String> tags, Set<String> limits, Set<String> settings) {
    this(name, tags, limits, settings, _ -> Optional.empty());
  }
}
