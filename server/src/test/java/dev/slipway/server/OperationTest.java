package dev.slipway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.queue.QueueException;
import dev.slipway.server.config.ServerConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators ask a server. */
@Tag("slow")
class OperationTest {
  @TempDir Path folder;

  @Test
  void aServerSaysWhetherItWorks() throws Exception {
    ServerConfig config = TestServer.config(folder.resolve("data"), Map.of());
    try (Server server = TestServer.start(config)) {
      Client client = new Client(server.address(), "127.0.0.1");
      assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = client.get("/health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).contains("\"up\"");
      // A file where the storage's folder was.
      Path storage = folder.resolve("data/storage");
      Files.move(storage, folder.resolve("away"));
      Files.writeString(storage, "");
      HttpResponse<String> later = client.get("/health/ready");
      while (later.statusCode() == 200) {
        later = client.get("/health/ready");
      }
      assertThat(later.statusCode()).isEqualTo(503);
      assertThat(later.body()).contains("storage").doesNotContain("database", "brokers");
      assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void filesThatAKilledServerWasReceivingGoAtTheNextStart() throws Exception {
    Path upload = folder.resolve("data/web/received/half.tmp");
    Files.createDirectories(upload.getParent());
    Files.writeString(upload, "half of a file");
    try (Server server = TestServer.start(TestServer.config(folder.resolve("data"), Map.of()))) {
      assertThat(new Client(server.address(), "127.0.0.1").get("/health/live").statusCode())
          .isEqualTo(200);
      assertThat(upload).doesNotExist();
      assertThat(folder.resolve("data/web")).isNotEmptyDirectory();
    }
  }

  /** Or the administrator would be there, and nobody would have seen the password. */
  @Test
  void whereTheBrokerCannotListenNoAccountIsMade() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServerConfig config =
          TestServer.config(
              folder.resolve("data"), Map.of("amqp.port", String.valueOf(taken.getLocalPort())));
      assertThatThrownBy(() -> TestServer.start(config))
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("amqp.port");
    }
    ServerConfig config = TestServer.config(folder.resolve("data"), Map.of());
    try (Server server = TestServer.start(config)) {
      assertThat(server.firstPassword()).isPresent();
    }
  }

  @Test
  void metricsAreForThisMachineAndForAccounts() throws Exception {
    ServerConfig config = TestServer.config(folder.resolve("data"), Map.of());
    try (Server server = TestServer.start(config)) {
      Client here = new Client(server.address(), "127.0.0.1");
      here.get("/health/live");
      HttpResponse<String> metrics = here.get("/metrics");
      assertThat(metrics.statusCode()).isEqualTo(200);
      assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
      assertThat(metrics.body())
          .contains("slipway_events_stored_total 0.0")
          .contains("slipway_followers 0.0")
          .contains("route=\"/health/live\"")
          .contains("jvm_memory_used_bytes");
      Client away = here.header("X-Forwarded-For", "192.0.2.1");
      assertThat(away.get("/metrics").statusCode()).isEqualTo(401);
      Client known = away.with("admin", server.firstPassword().orElseThrow());
      assertThat(known.get("/metrics").statusCode()).isEqualTo(200);
    }
  }
}
