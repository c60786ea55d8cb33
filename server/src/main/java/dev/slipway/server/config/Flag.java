package dev.slipway.server.config;

/**
 * A flag of the command line that sets something.
 *
 * @param name as in {@code --port}
 */
public record Flag(String name, String text) {}
