package dev.slipway.build.mirror;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A mirror on loopback with the troubles that mirrors have. */
public final class SmallMirror implements AutoCloseable {
  /** What goes wrong with an answer. */
  public enum Trouble {
    NONE,
    CUT_IN_THE_MIDDLE,
    STALLS_IN_THE_MIDDLE,
    NEVER_ANSWERS,
    NO_RANGES,
    TOO_LONG,
    SERVER_ERROR
  }

  private final HttpServer server;
  private final Map<String, Path> files = new ConcurrentHashMap<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger inTrouble = new AtomicInteger();
  private volatile Trouble trouble = Trouble.NONE;

  /** What was asked for: a path, and the range where one was asked for. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  public SmallMirror() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** A file is at this path of any host. */
  public void put(String path, Path file) {
    files.put(path, file);
  }

  /** The next answers are in trouble. */
  public void trouble(Trouble which, int answers) {
    trouble = which;
    inTrouble.set(answers);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    // A proxy is asked for whole URLs.
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestURI() + (range == null ? "" : " " + range));
    Trouble now = inTrouble.getAndDecrement() > 0 ? trouble : Trouble.NONE;
    Path file = files.get(path);
    try (exchange) {
      if (now == Trouble.NEVER_ANSWERS) {
        await();
      } else if (now == Trouble.SERVER_ERROR) {
        exchange.sendResponseHeaders(503, -1);
      } else if (file == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        byte[] bytes = Files.readAllBytes(file);
        send(exchange, bytes, now == Trouble.NO_RANGES ? null : range, now);
      }
    }
  }

  private void send(HttpExchange exchange, byte[] bytes, String range, Trouble now)
      throws IOException {
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
    if (from > bytes.length) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    int length = bytes.length - from;
    exchange.sendResponseHeaders(range == null ? 200 : 206, now == Trouble.TOO_LONG ? 0 : length);
    OutputStream out = exchange.getResponseBody();
    if (now == Trouble.CUT_IN_THE_MIDDLE || now == Trouble.STALLS_IN_THE_MIDDLE) {
      out.write(bytes, from, length / 2);
      out.flush();
      if (now == Trouble.STALLS_IN_THE_MIDDLE) {
        await();
      }
      throw new IOException("cut");
    }
    out.write(bytes, from, length);
    if (now == Trouble.TOO_LONG) {
      out.write(bytes);
    }
  }

  private void await() throws IOException {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}
