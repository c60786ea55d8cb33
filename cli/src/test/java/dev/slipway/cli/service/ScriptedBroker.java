package dev.slipway.cli.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A broker that answers what a test says: for faults that a real one has when it likes. */
final class ScriptedBroker implements AutoCloseable {
  private static final String CATALOG =
      """
      {"services": [{"name": "db", "id": "s", "description": "A database", "bindable": true,
        "plans": [{"name": "small", "id": "p1", "description": "Small"},
                  {"name": "large", "id": "p2", "description": "Large"},
                  {"name": "short", "id": "p3", "description": "Short",
                   "maximum_polling_duration": 1}]}]}
      """;

  /**
   * An answer.
   *
   * @param status 0 for none at all
   */
  record Reply(int status, String body) {}

  /** A request that has come, but those for the catalog. */
  record Request(String method, String path, String version, String identity, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<Request> requests = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Runnable seen;

  /**
   * Starts one.
   *
   * @param seen is run at each request, before the answer
   */
  ScriptedBroker(Runnable seen) throws IOException {
    this.seen = seen;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What is answered next, in this order. */
  synchronized ScriptedBroker then(int status, String body) {
    replies.add(new Reply(status, body));
    return this;
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (exchange.getRequestURI().getPath().equals("/v2/catalog")) {
        send(exchange, new Reply(200, CATALOG));
        return;
      }
      Reply reply;
      synchronized (this) {
        requests.add(
            new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                String.valueOf(exchange.getRequestHeaders().getFirst("X-Broker-API-Version")),
                String.valueOf(
                    exchange.getRequestHeaders().getFirst("X-Broker-API-Request-Identity")),
                body));
        reply = replies.isEmpty() ? new Reply(418, "{}") : replies.remove();
      }
      seen.run();
      if (reply.status() == 0) {
        over.await();
      } else {
        send(exchange, reply);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Retry-After", "0");
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.close();
  }
}
