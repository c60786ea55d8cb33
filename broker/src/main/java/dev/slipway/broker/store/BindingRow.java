package dev.slipway.broker.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A binding's row.
 *
 * @param app empty where none is named
 * @param resource JSON, its keys in order
 * @param predecessor the id of the binding whose place it takes; else empty
 * @param bound what the application gets, sealed
 */
public record BindingRow(
    String instance,
    String id,
    String name,
    String app,
    String resource,
    String parameters,
    String predecessor,
    State state,
    Optional<String> bound,
    Instant createdAt) {}
