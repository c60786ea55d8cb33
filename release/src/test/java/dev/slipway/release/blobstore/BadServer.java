package dev.slipway.release.blobstore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server that does what it should not: each answer is the next of a list. */
final class BadServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Deque<Answer> answers = new ConcurrentLinkedDeque<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** How a request is answered. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  BadServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          asked.add(exchange.getRequestMethod() + (range == null ? "" : " " + range));
          exchange.getRequestBody().readAllBytes();
          try (exchange) {
            answers.removeFirst().to(exchange);
          }
        });
    server.start();
  }

  BadServer next(Answer answer) {
    answers.addLast(answer);
    return this;
  }

  /** Nothing at all. */
  Answer silence() {
    return exchange -> hold();
  }

  /** The beginning of it, and then silence. */
  Answer stalled(byte[] bytes, int after) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      OutputStream out = exchange.getResponseBody();
      out.write(bytes, 0, after);
      out.flush();
      hold();
    };
  }

  private void hold() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Answer status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  /** All of it. */
  static Answer whole(byte[] bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** The beginning of it, and then no more though more was announced. */
  static Answer cutOff(byte[] bytes, int after) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      OutputStream out = exchange.getResponseBody();
      out.write(bytes, 0, after);
      out.flush();
    };
  }

  /** What is asked for. */
  static Answer rest(byte[] bytes) {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      int from = Integer.parseInt(range.replaceAll("[^0-9]", ""));
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
      byte[] part = Arrays.copyOfRange(bytes, from, bytes.length);
      exchange.sendResponseHeaders(206, part.length);
      exchange.getResponseBody().write(part);
    };
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Methods and ranges of what was asked. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    ended.countDown();
    threads.shutdownNow();
    server.stop(0);
  }
}
