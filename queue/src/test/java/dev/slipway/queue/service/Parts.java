package dev.slipway.queue.service;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.amqp.Names;
import dev.slipway.queue.real.Embedded;
import dev.slipway.queue.real.RabbitMq;
import dev.slipway.queue.real.TestBroker;
import dev.slipway.real.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Brokers and databases, started when the first test needs them and stopped after the last. */
final class Parts implements AutoCloseable {
  private Embedded embedded;
  private RabbitMq rabbitMq;
  private PostgreSql postgreSql;

  /** Gives them to tests that ask for them. */
  static final class Giving implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Parts.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Parts.class))
          .computeIfAbsent(Parts.class, _ -> new Parts(), Parts.class);
    }
  }

  /** A broker without anything in its queues. */
  TestBroker broker(Backing backing) throws Exception {
    TestBroker broker = backing.rabbitMq ? rabbitMq() : embedded();
    empty(broker.url());
    return broker;
  }

  private Embedded embedded() throws Exception {
    if (embedded == null) {
      embedded = Embedded.start();
    }
    return embedded;
  }

  RabbitMq rabbitMq() throws Exception {
    if (rabbitMq == null) {
      rabbitMq = RabbitMq.start();
    }
    return rabbitMq;
  }

  /** The URL of a database without anything in it. */
  String database(Backing backing, Path folder) throws Exception {
    if (!backing.postgreSql) {
      return "jdbc:sqlite:" + Files.createTempFile(folder, "slipway", ".db");
    }
    if (postgreSql == null) {
      postgreSql = PostgreSql.start();
    }
    return postgreSql.newDatabase();
  }

  /** A connection as any program makes one. */
  static Connection connect(BrokerUrl url) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(url.text());
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection("test");
  }

  private static void empty(BrokerUrl url) throws Exception {
    List<String> queues = new ArrayList<>(List.of(Names.CLAIMS, Names.REPORTS));
    for (Architecture each : Architecture.values()) {
      queues.add(Names.builds(each));
    }
    try (Connection connection = connect(url)) {
      for (String each : queues) {
        Channel channel = connection.createChannel();
        try {
          channel.queueDelete(each);
        } catch (IOException e) {
          // Qpid Broker-J closes the channel where there is no such queue; RabbitMQ does not mind.
        }
      }
    }
  }

  @Override
  public void close() throws Exception {
    if (embedded != null) {
      embedded.close();
    }
    if (rabbitMq != null) {
      rabbitMq.close();
    }
    if (postgreSql != null) {
      postgreSql.close();
    }
  }
}
