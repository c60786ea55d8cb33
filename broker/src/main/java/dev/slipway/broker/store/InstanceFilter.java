package dev.slipway.broker.store;

import java.util.Optional;

/**
 * Which instances are asked for.
 *
 * @param service the id of their service
 * @param state how far they are; where it is empty, all but those that are gone
 * @param id what their ids begin with; empty for any
 */
public record InstanceFilter(Optional<String> service, Optional<State> state, String id) {}
