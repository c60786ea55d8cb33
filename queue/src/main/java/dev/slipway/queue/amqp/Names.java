package dev.slipway.queue.amqp;

import com.rabbitmq.client.Channel;
import dev.slipway.definition.Architecture;
import java.io.IOException;
import java.util.Map;

/** The queues that servers and workers share, and what they are for. */
public final class Names {
  /** What workers report of builds; servers take from it. */
  public static final String REPORTS = "slipway.reports";

  /**
   * All else that workers say: claims, heartbeats, farewells. Apart from reports, so that a free
   * worker does not wait behind them.
   */
  public static final String CLAIMS = "slipway.claims";

  /** Servers tell each other here which builds have new events; a fan-out exchange. */
  public static final String NEWS = "slipway.news";

  private Names() {}

  /** One ticket for each build in the queue; workers take from it. */
  public static String builds(Architecture architecture) {
    return "slipway.builds." + architecture.debianName();
  }

  /** What servers say to a worker. */
  public static String worker(String id) {
    return "slipway.worker." + id;
  }

  /**
   * Makes the queues that outlive everybody, where they are not there yet. What is said to servers
   * is said again where no answer comes, so it may end unheard: else a broker whose servers are
   * away would gather it without end. (The embedded broker knows no such limit, and needs none: it
   * is away when its server is.)
   */
  public static void declare(Channel channel, Iterable<Architecture> architectures)
      throws IOException {
    channel.queueDeclare(REPORTS, true, false, false, Map.of("x-message-ttl", 60_000));
    channel.queueDeclare(CLAIMS, true, false, false, Map.of("x-message-ttl", 10_000));
    for (Architecture each : architectures) {
      channel.queueDeclare(builds(each), true, false, false, Map.of());
    }
  }
}
