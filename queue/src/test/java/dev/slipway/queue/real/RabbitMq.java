package dev.slipway.queue.real;

import dev.slipway.queue.amqp.BrokerUrl;
import java.io.IOException;

/** A RabbitMQ node. */
public final class RabbitMq implements TestBroker {
  private final dev.slipway.real.RabbitMq node;

  private RabbitMq(dev.slipway.real.RabbitMq node) {
    this.node = node;
  }

  /** Starts one. */
  public static RabbitMq start() throws IOException, InterruptedException {
    return new RabbitMq(dev.slipway.real.RabbitMq.start());
  }

  @Override
  public BrokerUrl url() {
    return new BrokerUrl(false, "127.0.0.1", node.port(), "guest", "guest", "/");
  }

  @Override
  public void kill() {
    node.kill();
  }

  @Override
  public void startAgain() throws IOException, InterruptedException {
    node.startAgain();
  }

  @Override
  public void close() throws IOException {
    node.close();
  }
}
