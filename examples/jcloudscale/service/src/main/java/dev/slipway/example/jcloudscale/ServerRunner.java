package dev.slipway.example.jcloudscale;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands in for JCloudScale's server: tells its version and which message queue it belongs to. */
public final class ServerRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ServerRunner.class);
  private static final int PORT = 8080;

  /** What the context writes: host:port in a line. */
  private static final Path MESSAGE_QUEUE = Path.of("/etc/jcloudscale/message-queue");

  private ServerRunner() {}

  public static void main(String[] arguments) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
    server.createContext("/", ServerRunner::answer);
    server.start();
    LOG.info("JCloudScale {} on port {}, message queue: {}", version(), PORT, messageQueue());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text = "JCloudScale %s%nmessage queue: %s%n".formatted(version(), messageQueue());
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String version() {
    return ServerRunner.class.getPackage().getImplementationVersion();
  }

  private static String messageQueue() throws IOException {
    try {
      return Files.readString(MESSAGE_QUEUE).strip();
    } catch (NoSuchFileException e) {
      return "none yet; the context is to write host:port to " + MESSAGE_QUEUE;
    }
  }
}
