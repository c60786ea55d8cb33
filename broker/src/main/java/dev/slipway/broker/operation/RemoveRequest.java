package dev.slipway.broker.operation;

/**
 * What is to go.
 *
 * @param async whether the client goes on asking where it takes long
 */
public record RemoveRequest(String service, String plan, boolean async) {}
