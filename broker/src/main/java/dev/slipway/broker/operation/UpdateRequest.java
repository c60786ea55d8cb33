package dev.slipway.broker.operation;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an instance is to become.
 *
 * @param plan as it is where none is named
 * @param parameters those to change; the others stay
 * @param maintenance the version that the platform thinks of
 * @param async whether the client goes on asking where it takes long
 */
public record UpdateRequest(
    String service,
    Optional<String> plan,
    Optional<ObjectNode> parameters,
    Optional<ObjectNode> context,
    Optional<String> maintenance,
    boolean async) {}
