package dev.slipway.server.config;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.BrokerUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a worker is set up.
 *
 * @param name unique among the workers of a service; the machine's name where it is empty
 * @param brokers one for each architecture that it builds for
 * @param slots how many builds it runs at once
 * @param work its folder
 * @param cache where results of steps are kept; the user's cache where it is empty
 * @param trust PEM certificates of servers and brokers to believe; the JDK's own authorities where
 *     it is empty
 * @param grace how long builds may go on after it was asked to end
 */
public record WorkerConfig(
    Optional<String> name,
    Map<Architecture, BrokerUrl> brokers,
    int slots,
    Path work,
    Optional<Path> cache,
    Optional<Path> trust,
    Duration grace) {
  public WorkerConfig {
    brokers = Map.copyOf(brokers);
  }

  /** It holds secrets. */
  @Override
  public String toString() {
    return "WorkerConfig[" + brokers.keySet() + "]";
  }
}
