package dev.slipway.broker.operation;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an instance is to be.
 *
 * @param maintenance the version that the platform thinks of
 * @param async whether the client goes on asking where it takes long
 */
public record ProvisionRequest(
    String service,
    String plan,
    String organization,
    String space,
    ObjectNode parameters,
    ObjectNode context,
    Optional<String> maintenance,
    boolean async) {}
