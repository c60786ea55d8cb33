package dev.slipway.queue.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker, with all that was set up on it. It ends as a whole: where a channel
 * was closed by the broker, a consumer was cancelled or a message could not be dealt with, nothing
 * of it is used any more, and {@link Link} begins another. So there is no session that is half
 * deaf.
 */
public final class Session {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final BasicProperties PERSISTENT =
      new BasicProperties.Builder().deliveryMode(2).contentType("application/json").build();

  private final BrokerUrl url;
  private final Connection connection;
  private final Channel publisher;
  private final ReentrantLock publishing = new ReentrantLock();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile String why = "it was closed";
  private volatile boolean blocked;

  private Session(BrokerUrl url, Connection connection) throws IOException {
    this.url = url;
    this.connection = connection;
    connection.addShutdownListener(this::ended);
    connection.addBlockedListener(
        new BlockedListener() {
          @Override
          public void handleBlocked(String reason) {
            LOG.warn("the broker {} takes nothing now: {}", url, reason);
            blocked = true;
          }

          @Override
          public void handleUnblocked() {
            LOG.info("the broker {} takes messages again", url);
            blocked = false;
          }
        });
    this.publisher = channel();
  }

  /** Takes a message; what it throws ends the session. */
  public interface Handler {
    /**
     * Takes one.
     *
     * @param tag names it to the channel that it came by
     */
    void handle(long tag, byte[] body) throws IOException, InterruptedException;
  }

  /** Connects. */
  static Session open(BrokerUrl url, String name, @Nullable SSLContext trust)
      throws IOException, TimeoutException, GeneralSecurityException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(url.host());
    factory.setPort(url.port());
    factory.setUsername(url.user());
    factory.setPassword(url.password());
    factory.setVirtualHost(url.virtualHost());
    factory.setRequestedHeartbeat(10);
    factory.setConnectionTimeout(5_000);
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setThreadFactory(Thread.ofVirtual().name("amqp-", 0).factory());
    factory.setSharedExecutor(Executors.newVirtualThreadPerTaskExecutor());
    if (url.tls()) {
      factory.useSslProtocol(trust == null ? SSLContext.getDefault() : trust);
      factory.enableHostnameVerification();
    }
    Connection connection = factory.newConnection(name);
    try {
      return new Session(url, connection);
    } catch (IOException | RuntimeException e) {
      connection.abort(2_000);
      throw e;
    }
  }

  /** A channel of its own; the caller may close it, and nobody else. */
  public Channel channel() throws IOException {
    try {
      Channel channel = connection.createChannel();
      if (channel == null) {
        throw new IOException("the broker " + url + " gives no more channels");
      }
      channel.addShutdownListener(this::ended);
      return channel;
    } catch (AlreadyClosedException e) {
      throw gone(e);
    }
  }

  /**
   * Takes messages from a queue, one after another.
   *
   * @param channel whose limit of unacknowledged messages counts
   * @param acknowledged whether messages count as taken when they are sent
   */
  public void consume(Channel channel, String queue, boolean acknowledged, Handler handler)
      throws IOException {
    channel.basicConsume(
        queue,
        acknowledged,
        new DefaultConsumer(channel) {
          @Override
          public void handleDelivery(
              String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            try {
              handler.handle(envelope.getDeliveryTag(), body);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              end("its consumer was interrupted");
            } catch (IOException | RuntimeException e) {
              LOG.debug("a message was not dealt with", e);
              end("a message of " + queue + " was not dealt with: " + e);
            }
          }

          @Override
          public void handleCancel(String tag) {
            end("its queue " + queue + " was removed");
          }
        });
  }

  /**
   * Sends a message that outlives the broker's end where its queue does. That it arrives is not
   * confirmed: each message of the service is sent again where nothing comes of it.
   *
   * @throws IOException where there is no connection any more
   */
  void send(String exchange, String key, byte[] body) throws IOException {
    publishing.lock();
    try {
      publisher.basicPublish(exchange, key, PERSISTENT, body);
    } catch (AlreadyClosedException e) {
      throw gone(e);
    } finally {
      publishing.unlock();
    }
  }

  private IOException gone(AlreadyClosedException e) {
    return new IOException("the broker " + url + " is not there: " + e.getMessage(), e);
  }

  private void ended(ShutdownSignalException cause) {
    if (!cause.isInitiatedByApplication()) {
      end(String.valueOf(cause.getMessage()));
    } else if (cause.isHardError()) {
      end("it was closed");
    }
  }

  /** Ends it, for a reason; {@link Link} begins another. */
  void end(String reason) {
    if (end.getCount() > 0) {
      why = reason;
    }
    end.countDown();
  }

  /** Waits for its end and says why. */
  String awaitEnd() throws InterruptedException {
    end.await();
    return why;
  }

  /** Whether messages come and go. */
  boolean isOpen() {
    return end.getCount() > 0 && !blocked && connection.isOpen();
  }

  void close() {
    end.countDown();
    connection.abort(2_000);
  }
}
