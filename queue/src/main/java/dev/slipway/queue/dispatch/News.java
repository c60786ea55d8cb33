package dev.slipway.queue.dispatch;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import dev.slipway.queue.amqp.Names;
import dev.slipway.queue.amqp.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What servers tell each other at a broker: that there is something new about a build. */
final class News {
  private static final Logger LOG = LoggerFactory.getLogger(News.class);

  private final LongConsumer hear;
  private final String own = UUID.randomUUID().toString();

  News(LongConsumer hear) {
    this.hear = hear;
  }

  /** Begins to hear others. */
  void begin(Session session) throws IOException {
    Channel channel = session.channel();
    channel.exchangeDeclare(Names.NEWS, BuiltinExchangeType.FANOUT, true);
    String queue = channel.queueDeclare().getQueue();
    channel.queueBind(queue, Names.NEWS, "");
    session.consume(
        channel, queue, true, (_, body) -> hear(new String(body, StandardCharsets.US_ASCII)));
  }

  private void hear(String news) {
    int blank = news.indexOf(' ');
    if (blank > 0 && !news.substring(0, blank).equals(own)) {
      try {
        hear.accept(Long.parseLong(news.substring(blank + 1)));
      } catch (NumberFormatException e) {
        LOG.warn("news are not understood: {}", news);
      } catch (RuntimeException e) {
        // Whoever follows the build looks again after a while.
        LOG.warn("news cannot be looked at now: {}", e.toString());
      }
    }
  }

  /** The news that a build has changed. */
  byte[] of(long build) {
    return (own + " " + build).getBytes(StandardCharsets.US_ASCII);
  }
}
