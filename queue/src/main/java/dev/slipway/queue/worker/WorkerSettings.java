package dev.slipway.queue.worker;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.BrokerUrl;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is and where it works.
 *
 * @param id its name, unique among the workers of a service; a restarted worker has the same
 * @param version the program's name and version
 * @param brokers one for each architecture that it builds for
 * @param slots how many builds at once
 * @param work a folder of its own: one for each build in it
 * @param trust whom to believe with TLS; the JDK's own authorities where it is null
 */
public record WorkerSettings(
    String id,
    String host,
    String version,
    Map<Architecture, BrokerUrl> brokers,
    int slots,
    Path work,
    @Nullable SSLContext trust) {
  public WorkerSettings {
    brokers = Map.copyOf(brokers);
  }
}
