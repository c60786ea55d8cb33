package dev.slipway.queue.real;

import dev.slipway.queue.amqp.BrokerUrl;
import java.io.IOException;

/** A broker that a test has started. */
public interface TestBroker extends AutoCloseable {
  /** Where it is, also after it was started again. */
  BrokerUrl url();

  /** Ends it at once. */
  void kill() throws IOException, InterruptedException;

  /** Starts it after that. */
  void startAgain() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
