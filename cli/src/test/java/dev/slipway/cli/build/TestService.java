package dev.slipway.cli.build;

import dev.slipway.build.cache.Trees;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.amqp.EmbeddedBroker;
import dev.slipway.queue.worker.Worker;
import dev.slipway.queue.worker.WorkerSettings;
import dev.slipway.server.Server;
import dev.slipway.server.config.LogConfig;
import dev.slipway.server.config.ServerConfig;
import dev.slipway.server.operation.Logs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** A whole build service, whose worker builds nothing that takes long. */
final class TestService implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Path folder;
  private final QuickTask task = new QuickTask();
  private final BrokerUrl broker;
  private final int port;
  private Server server;
  private String password = "";

  private TestService() throws IOException {
    folder = Files.createTempDirectory("slipway-service-");
    broker = new BrokerUrl(false, "127.0.0.1", freePort(), "slipway", "for tests", "/");
    port = freePort();
  }

  static TestService start() throws Exception {
    Logs.configure(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.ERROR), System.err);
    TestService service = new TestService();
    try {
      service.open();
      return service;
    } catch (Exception e) {
      service.close();
      throw e;
    }
  }

  private void open() throws Exception {
    parts.push(EmbeddedBroker.start(broker, Files.createDirectories(folder.resolve("broker"))));
    startServer();
    password = server.firstPassword().orElseThrow();
    Worker worker =
        new Worker(
            new WorkerSettings(
                "test-worker",
                "test-host",
                "slipway for tests",
                Map.of(Architecture.AMD64, broker, Architecture.ARM64, broker),
                2,
                folder.resolve("work"),
                null),
            task,
            Clock.systemUTC());
    parts.push(worker);
    worker.start();
  }

  /** Starts the server, or starts it again after {@link #stopServer}. */
  void startServer() throws Exception {
    ServerConfig config =
        new ServerConfig(
            folder.resolve("data"),
            "127.0.0.1",
            port,
            Optional.empty(),
            Optional.empty(),
            Map.of(Architecture.AMD64, broker, Architecture.ARM64, broker),
            0,
            0);
    server =
        Server.start(
            config,
            new Server.Means(
                folder.resolve("no-program"),
                "slipway for tests",
                Map.of(),
                Architecture.AMD64,
                "test",
                Clock.systemUTC(),
                new SecureRandom()));
  }

  void stopServer() {
    server.close();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What builds do. */
  QuickTask task() {
    return task;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Where the server keeps artifacts. */
  Path storage() {
    return folder.resolve("data/storage");
  }

  /** Of the account {@code admin}. */
  String password() {
    return password;
  }

  @Override
  public void close() throws Exception {
    if (server != null) {
      // The worker says goodbye to somebody.
      while (parts.size() > 1) {
        parts.pop().close();
      }
      server.close();
    }
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
    Trees.delete(folder);
  }
}
