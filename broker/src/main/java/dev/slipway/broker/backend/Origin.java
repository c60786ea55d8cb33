package dev.slipway.broker.backend;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Where a call comes from: what only back ends need that are brokers themselves.
 *
 * @param context of the platform, an object
 * @param organization of the platform; empty where it is not known
 * @param space of the platform; empty where it is not known
 * @param identity the platform's user: the platform's name, a blank, and a JSON object; else empty
 * @param request the request's own identity; else empty
 * @param maintenance the version of the plan that the platform asks for; else empty
 * @param going what the back end has said last time it was not done: see {@link
 *     BackendException#going}; else empty
 */
public record Origin(
    JsonNode context,
    String organization,
    String space,
    String identity,
    String request,
    String maintenance,
    String going) {
  /** Nothing is known. */
  public static final Origin NOWHERE =
      new Origin(JsonNodeFactory.instance.objectNode(), "", "", "", "", "", "");

  /** The same, asked by somebody. */
  public Origin asked(String by, String how, String version, String goesOn) {
    return new Origin(context, organization, space, by, how, version, goesOn);
  }
}
