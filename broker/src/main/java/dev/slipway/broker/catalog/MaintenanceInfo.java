package dev.slipway.broker.catalog;

/**
 * The version of what a plan's instances run on.
 *
 * @param version as Semantic Versioning 2.0.0 has it
 */
public record MaintenanceInfo(String version, String description) {}
