package dev.slipway.broker.store;

/**
 * Something that was half made.
 *
 * @param instance the back end's name
 * @param binding the back end's name; empty for an instance
 * @param id the platform's
 * @param settings the plan's, as JSON
 * @param tried how often it was tried to remove it
 */
public record Remain(
    String backend, String instance, String binding, String id, String settings, long tried) {}
