package dev.slipway.broker.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.Bound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;

/** An application that keeps a text as the only message of a queue. */
record RabbitApplication(Connection connection) implements Application {
  private static final long PATIENCE = 20_000;

  static RabbitApplication of(Bound bound) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(String.valueOf(bound.credentials().get("uri")));
    factory.setAutomaticRecoveryEnabled(false);
    return new RabbitApplication(factory.newConnection());
  }

  @Override
  public void write(String key, String text) throws Exception {
    try (Channel channel = connection.createChannel()) {
      channel.queueDeclare(key, true, false, false, null);
      channel.queuePurge(key);
    }
    publish(key, text);
  }

  /** One message more; an exception where the server does not take it. */
  void publish(String queue, String text) throws Exception {
    try (Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      channel.basicPublish("", queue, null, text.getBytes(StandardCharsets.UTF_8));
      if (!channel.waitForConfirms(PATIENCE)) {
        throw new IOException("not taken");
      }
    }
  }

  @Override
  public String read(String key) throws Exception {
    try (Channel channel = connection.createChannel()) {
      GetResponse message = channel.basicGet(key, false);
      if (message == null) {
        throw new NoSuchElementException(key);
      }
      // It goes back when the channel ends.
      return new String(message.getBody(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void speak() throws Exception {
    connection.createChannel().close();
  }

  @Override
  public void close() {
    connection.abort();
  }
}
