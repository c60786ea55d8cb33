package dev.slipway.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The worker within the server.
 *
 * @param slots how many builds it runs at once; 0 for no such worker
 * @param work its folder; in the data folder where it is empty
 * @param cache where results of steps are kept; the user's cache where it is empty
 */
public record LocalWorker(int slots, Optional<Path> work, Optional<Path> cache) {}
