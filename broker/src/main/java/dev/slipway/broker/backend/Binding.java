package dev.slipway.broker.backend;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A binding, as a back end knows it.
 *
 * @param name what it has on the back end: {@code b_} and 20 small letters and digits
 * @param id the platform's
 * @param parameters the user's, checked against the plan's schema; an object
 * @param app the application's id; empty where none is named
 * @param resource what is bound, as the platform tells; an object
 */
public record Binding(String name, String id, JsonNode parameters, String app, JsonNode resource) {
  /** One of which nothing else is known. */
  public Binding(String name, String id, JsonNode parameters) {
    this(name, id, parameters, "", JsonNodeFactory.instance.objectNode());
  }
}
