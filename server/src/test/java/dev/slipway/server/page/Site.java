package dev.slipway.server.page;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.amqp.EmbeddedBroker;
import dev.slipway.queue.staging.Credential;
import dev.slipway.queue.worker.Task;
import dev.slipway.queue.worker.Worker;
import dev.slipway.queue.worker.WorkerSettings;
import dev.slipway.server.Server;
import dev.slipway.server.config.ServerConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole service of a test: a server, a broker, and a worker that does what the test wants. */
final class Site implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final Server server;
  private final Worker worker;

  Site(Path folder, Task task, int slots) throws IOException, InterruptedException {
    BrokerUrl url = new BrokerUrl(false, "127.0.0.1", freePort(), "slipway", "of a test", "/");
    broker = EmbeddedBroker.start(url, Files.createDirectories(folder.resolve("broker")));
    Map<Architecture, BrokerUrl> brokers = new EnumMap<>(Architecture.class);
    for (Architecture each : Architecture.values()) {
      brokers.put(each, url);
    }
    ServerConfig plain =
        new ServerConfig(
            folder.resolve("data"),
            "127.0.0.1",
            freePort(),
            Optional.empty(),
            Optional.empty(),
            brokers,
            0,
            0);
    ServerConfig config = publishing(plain, Files.createDirectories(folder.resolve("published")));
    server =
        Server.start(
            config,
            new Server.Means(
                Path.of("slipway"),
                "Slipway test",
                Map.of(),
                Architecture.AMD64,
                "here",
                Clock.systemUTC(),
                new SecureRandom()));
    worker =
        new Worker(
            new WorkerSettings(
                "worker-1",
                "here",
                "Slipway test",
                Map.of(Architecture.AMD64, url),
                slots,
                folder.resolve("work"),
                null),
            task,
            Clock.systemUTC());
    worker.start();
  }

  /** A server that may publish to a folder, and tell webhooks of this machine. */
  private static ServerConfig publishing(ServerConfig plain, Path folder) {
    return new ServerConfig(
        plain.data(),
        plain.address(),
        plain.port(),
        plain.url(),
        plain.tls(),
        plain.database(),
        plain.brokers(),
        plain.amqp(),
        plain.storage(),
        plain.worker(),
        plain.mail(),
        true,
        plain.retention(),
        List.of(Credential.open("images", folder.toUri())),
        plain.git(),
        plain.upload(),
        plain.log());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  URI address() {
    return server.address();
  }

  /** The password of {@code admin}. */
  String password() {
    return server.firstPassword().orElseThrow();
  }

  @Override
  public void close() {
    worker.close();
    server.close();
    broker.close();
  }
}
