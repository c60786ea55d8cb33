package dev.slipway.server;

import dev.slipway.database.Database;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.Schema;
import dev.slipway.server.config.ServerConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/** A service of a test: a broker and a database of its own, and no worker. */
final class Service implements AutoCloseable {
  final Path data;
  final MovableClock clock = new MovableClock();
  final Server server;
  final Client client;

  Service(Path data) throws IOException, InterruptedException {
    this(data, Optional.empty());
  }

  Service(Path data, Optional<URI> url) throws IOException, InterruptedException {
    this.data = data;
    ServerConfig config =
        new ServerConfig(
            data, "127.0.0.1", freePort(), url, Optional.empty(), Map.of(), freePort(), 0);
    server =
        Server.start(
            config,
            new Server.Means(
                Path.of("slipway"),
                "Slipway test",
                Map.of(),
                Architecture.AMD64,
                "here",
                clock,
                new SecureRandom()));
    client = new Client(server.address(), "127.0.0.1");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Its database, for what no route tells or does. */
  Database database() throws QueueException {
    return Schema.open("jdbc:sqlite:" + data.resolve("slipway.db"));
  }

  /** The administrator's password. */
  String password() {
    return server.firstPassword().orElseThrow();
  }

  /** An administrator. */
  Client admin() {
    return client.with("admin", password());
  }

  /** A client at another of this machine's addresses. */
  Client at(String address) throws IOException {
    return new Client(server.address(), address);
  }

  @Override
  public void close() {
    server.close();
  }
}
