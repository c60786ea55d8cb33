package dev.slipway.broker.operation;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a binding is to be.
 *
 * @param app the application's id, where one is named
 * @param predecessor the binding whose place it takes
 * @param async whether the client goes on asking where it takes long
 */
public record BindRequest(
    String service,
    String plan,
    Optional<String> app,
    ObjectNode resource,
    ObjectNode parameters,
    Optional<String> predecessor,
    boolean async) {}
