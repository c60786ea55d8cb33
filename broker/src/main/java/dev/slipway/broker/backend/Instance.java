package dev.slipway.broker.backend;

import tools.jackson.databind.JsonNode;

/**
 * An instance, as a back end knows it.
 *
 * @param name what it has on the back end: {@code i_} and 32 hexadecimal digits
 * @param id the platform's
 * @param limits its plan's
 * @param settings what the catalog says to the back end in the plan's {@code settings}; an object
 * @param parameters the user's, checked against the plan's schema; an object
 * @param origin where the call comes from
 */
public record Instance(
    String name, String id, Limits limits, JsonNode settings, JsonNode parameters, Origin origin) {
  /** One of which nothing else is known. */
  public Instance(String name, String id, Limits limits, JsonNode settings, JsonNode parameters) {
    this(name, id, limits, settings, parameters, Origin.NOWHERE);
  }

  /** The same, in a call that comes from elsewhere. */
  public Instance from(Origin other) {
    return new Instance(name, id, limits, settings, parameters, other);
  }
}
