package dev.slipway.broker.relay;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A broker that answers what it is told to, in this order, and remembers what it was asked. */
final class ScriptedBroker implements AutoCloseable {
  private record Line(int status, String body) {}

  private final HttpServer server;
  private final Queue<Line> script = new ConcurrentLinkedQueue<>();
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  ScriptedBroker() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  ScriptedBroker then(int status, String body) {
    script.add(new Line(status, body));
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + sent);
      headers.add(exchange.getRequestHeaders());
      Line line = script.isEmpty() ? new Line(500, "{}") : script.remove();
      byte[] body = line.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Retry-After", "3600");
      exchange.sendResponseHeaders(line.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Method, address and body of each request. */
  List<String> asked() {
    return asked;
  }

  /** What a header had in each request. */
  List<String> told(String header) {
    return headers.stream().map(h -> String.valueOf(h.getFirst(header))).toList();
  }

  /** Its address, with a login. */
  String url() {
    return "http://relay:hidden@127.0.0.1:" + server.getAddress().getPort() + "/broker";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
