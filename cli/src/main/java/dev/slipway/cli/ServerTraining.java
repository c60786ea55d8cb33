package dev.slipway.cli;

import dev.slipway.build.cache.Trees;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a server and then a service broker for a moment and asks them for a few things, so that the
 * AOT cache made of this run holds what every start of one loads.
 */
final class ServerTraining {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private ServerTraining() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Path folder = Files.createTempDirectory("slipway-training");
    try {
      Surroundings surroundings =
          new Surroundings(
              Map.of("SLIPWAY_CACHE", folder.resolve("cache").toString()),
              folder,
              nowhere,
              nowhere,
              Clock.systemUTC(),
              Optional.empty());
      server(surroundings);
      broker(surroundings);
    } finally {
      Trees.delete(folder);
    }
    // Whatever a library has left running.
    System.exit(0);
  }

  private static void server(Surroundings surroundings) throws InterruptedException {
    int port = freePort();
    Thread server =
        start(
            surroundings,
            "server",
            "--data",
            surroundings.folder().resolve("data").toString(),
            "--port",
            String.valueOf(port),
            "--amqp-port",
            String.valueOf(freePort()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String path :
          List.of(
              "/health/ready", "/login", "/", "/api/v1/builds", "/api/v1/builds/1", "/metrics")) {
        ask(http, request(port, path));
      }
    }
    end(server);
  }

  private static void broker(Surroundings surroundings) throws InterruptedException {
    int port = freePort();
    Thread broker =
        start(
            surroundings,
            "broker",
            "--data",
            surroundings.folder().resolve("broker").toString(),
            "--port",
            String.valueOf(port),
            "--catalog",
            surroundings.home().resolve("examples/broker/catalog.yml").toString(),
            "--backend",
            "shared=static");
    try (HttpClient http = HttpClient.newHttpClient()) {
      ask(http, request(port, "/v2/catalog"));
      ask(http, request(port, "/v2/service_instances/1/last_operation"));
    }
    end(broker);
  }

  private static Thread start(Surroundings surroundings, String... arguments) {
    return Thread.ofPlatform().start(() -> Main.run(surroundings, arguments));
  }

  private static void end(Thread server) throws InterruptedException {
    server.interrupt();
    server.join(LONGEST);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("this machine has no free port", e);
    }
  }

  private static HttpRequest request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }

  /** Asks until there is an answer. */
  private static void ask(HttpClient http, HttpRequest request) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!isAnswered(http, request) && System.nanoTime() < end) {
      Thread.sleep(100);
    }
  }

  private static boolean isAnswered(HttpClient http, HttpRequest request)
      throws InterruptedException {
    try {
      http.send(request, HttpResponse.BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
