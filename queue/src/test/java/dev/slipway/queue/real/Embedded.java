package dev.slipway.queue.real;

import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.amqp.EmbeddedBroker;
import dev.slipway.real.Folders;
import dev.slipway.real.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The embedded broker, which forgets everything when it ends. */
public final class Embedded implements TestBroker {
  private final Path folder;
  private final BrokerUrl url;
  private EmbeddedBroker broker;

  private Embedded(Path folder, BrokerUrl url) {
    this.folder = folder;
    this.url = url;
  }

  /** Starts one. */
  public static Embedded start() throws IOException {
    Embedded started =
        new Embedded(
            Files.createTempDirectory("slipway-broker"),
            new BrokerUrl(false, "127.0.0.1", Ports.free(), "slipway", "secret", "/"));
    started.startAgain();
    return started;
  }

  @Override
  public BrokerUrl url() {
    return url;
  }

  @Override
  public void kill() {
    broker.close();
  }

  @Override
  public void startAgain() throws IOException {
    broker = EmbeddedBroker.start(url, folder);
  }

  @Override
  public void close() throws IOException {
    broker.close();
    Folders.delete(folder);
  }
}
