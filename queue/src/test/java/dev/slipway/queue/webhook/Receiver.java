package dev.slipway.queue.webhook;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program that is told of events: the JDK's own web server. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

  /** A request that came. */
  record Told(String path, Map<String, String> headers, byte[] body) {}

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          exchange
              .getRequestHeaders()
              .forEach((name, values) -> headers.put(name, values.getFirst()));
          byte[] body = exchange.getRequestBody().readAllBytes();
          Integer answer = answers.poll();
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
          exchange.close();
          told.add(new Told(exchange.getRequestURI().toString(), headers, body));
        });
    server.start();
  }

  /** What it answers next with. */
  void answer(int status) {
    answers.add(status);
  }

  String url(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  /** What it is told next; fails where that is nothing. */
  Told next() throws InterruptedException {
    Told next = told.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was told for 30 s");
    }
    return next;
  }

  boolean isQuiet() {
    return told.isEmpty();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
