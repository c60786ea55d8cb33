package dev.slipway.context;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A route.
 *
 * @param to the network, with prefix length
 * @param via the gateway; empty where the network is on the link itself
 * @param onLink whether the gateway is reached although no address's network holds it
 * @param metric the smaller, the better; 0 to 2³¹−1
 */
public record Route(String to, Optional<String> via, boolean onLink, OptionalInt metric) {}
