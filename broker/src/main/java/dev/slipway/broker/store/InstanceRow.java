package dev.slipway.broker.store;

import java.time.Instant;
import java.util.Optional;

/**
 * An instance's row.
 *
 * @param id the platform's
 * @param name the back end's
 * @param parameters JSON, its keys in order
 * @param context JSON
 * @param maintenance the version of its plan that it was made or updated to; empty where none was
 *     named
 * @param restricted whether its bindings may not write more
 */
public record InstanceRow(
    String id,
    String name,
    String service,
    String plan,
    String backend,
    String organization,
    String space,
    String parameters,
    String context,
    String maintenance,
    State state,
    Optional<String> dashboard,
    boolean restricted,
    Instant createdAt,
    Instant changedAt) {}
