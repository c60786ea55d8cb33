package dev.slipway.server.api;

import dev.slipway.build.cache.Trees;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.amqp.EmbeddedBroker;
import dev.slipway.queue.worker.Worker;
import dev.slipway.queue.worker.WorkerSettings;
import dev.slipway.server.Server;
import dev.slipway.server.config.ServerConfig;
import dev.slipway.server.config.ServerConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A server as it is, and a worker whose builds do what tests say. */
final class Service implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Path folder;
  private final Works works = new Works();
  private final URI address;
  private Server server;
  private String authorization = "";

  private Service(Path folder, int port) {
    this.folder = folder;
    this.address = URI.create("http://127.0.0.1:" + port);
  }

  static Service start() throws Exception {
    return start("");
  }

  /** One with more of a configuration, as YAML. */
  static Service start(String more) throws Exception {
    Service service = new Service(Files.createTempDirectory("slipway-api-"), freePort());
    try {
      service.open(more);
      return service;
    } catch (Exception e) {
      service.close();
      throw e;
    }
  }

  private void open(String more) throws Exception {
    BrokerUrl broker = new BrokerUrl(false, "127.0.0.1", freePort(), "slipway", "for tests", "/");
    parts.push(EmbeddedBroker.start(broker, Files.createDirectories(folder.resolve("broker"))));
    String configuration =
        """
        data: %1$s
        listen: {port: %2$d}
        brokers: {amd64: "%3$s", arm64: "%3$s"}
        worker: {slots: 0}
        """
            .formatted(folder.resolve("data"), address.getPort(), broker.text());
    Path file = Files.writeString(folder.resolve("server.yml"), configuration + more);
    ServerConfig config =
        ServerConfigReader.read(Optional.of(file), Map.of(), Map.of(), folder).config();
    Server.Means means =
        new Server.Means(
            folder.resolve("no-program"),
            "slipway for tests",
            Map.of(),
            Architecture.AMD64,
            "test",
            Clock.systemUTC(),
            new SecureRandom());
    server = Server.start(config, means);
    parts.push(server);
    authorization = "Bearer " + makeToken();
    Worker worker =
        new Worker(
            new WorkerSettings(
                "test-worker",
                "test-host",
                "slipway for tests",
                // Nobody builds for arm64: these builds stay in the queue.
                Map.of(Architecture.AMD64, broker),
                4,
                folder.resolve("work"),
                null),
            works,
            Clock.systemUTC());
    parts.push(worker);
    worker.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What an administrator sends: a token, which goes everywhere. */
  String authorization() {
    return authorization;
  }

  private String makeToken() throws Exception {
    String both = "admin:" + server.firstPassword().orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v1/tokens"))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"tests\",\"scopes\":[\"admin\"]}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String made = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return new JsonMapper().readTree(made).path("token").asString();
    }
  }

  Server server() {
    return server;
  }

  URI address() {
    return address;
  }

  /** What the worker does for builds, by the names of their images. */
  Works works() {
    return works;
  }

  @Override
  public void close() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
    Trees.delete(folder);
  }
}
