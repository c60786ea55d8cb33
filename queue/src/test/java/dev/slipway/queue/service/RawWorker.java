package dev.slipway.queue.service;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.amqp.Names;
import dev.slipway.queue.protocol.Messages;
import dev.slipway.queue.protocol.ToServer;
import dev.slipway.queue.protocol.ToServer.Happened;
import dev.slipway.queue.protocol.ToWorker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker that says what the test wants, in the order in which the test wants it. */
final class RawWorker implements AutoCloseable {
  private final String name;
  private final Connection connection;
  private final Channel channel;
  private final BlockingQueue<ToWorker> heard = new LinkedBlockingQueue<>();

  RawWorker(String name, BrokerUrl broker) throws Exception {
    this.name = name;
    connection = Parts.connect(broker);
    channel = connection.createChannel();
    channel.queueDeclare(Names.worker(name), false, true, true, Map.of());
    channel.basicConsume(
        Names.worker(name),
        true,
        new DefaultConsumer(channel) {
          @Override
          public void handleDelivery(
              String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            try {
              heard.add(Messages.toWorker(body));
            } catch (QueueException e) {
              throw new AssertionError(e);
            }
          }
        });
  }

  /** What servers say next. */
  ToWorker next() throws InterruptedException {
    ToWorker message = heard.poll(20, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("nothing was answered");
    }
    return message;
  }

  /** Claims as a worker does, and says what it is given. */
  ToWorker.Job job() throws Exception {
    claim(name, "raw");
    return (ToWorker.Job) next();
  }

  /** Claims for a worker, which need not be this one. */
  void claim(String worker, String incarnation) throws IOException {
    say(new ToServer.Claim(worker, incarnation, "any", List.of("amd64"), Long.MAX_VALUE));
  }

  void say(ToServer message) throws IOException {
    bytes(
        message instanceof ToServer.Report ? Names.REPORTS : Names.CLAIMS, Messages.bytes(message));
  }

  void bytes(String queue, byte[] bytes) throws IOException {
    channel.basicPublish("", queue, null, bytes);
  }

  void bytes(String queue, String text) throws IOException {
    bytes(queue, text.getBytes(StandardCharsets.UTF_8));
  }

  void report(ToWorker.Job job, long first, Happened... events) throws IOException {
    say(new ToServer.Report(name, job.build(), job.attempt(), first, List.of(events)));
  }

  static Happened output(String line) {
    return new Happened(
        1, "output", "{\"event\":\"output\",\"step\":\"work\",\"line\":\"" + line + "\"}");
  }

  static Happened ended(String state) {
    return new Happened(1, "ended", "{\"event\":\"ended\",\"state\":\"" + state + "\"}");
  }

  @Override
  public void close() {
    connection.abort(2_000);
  }
}
