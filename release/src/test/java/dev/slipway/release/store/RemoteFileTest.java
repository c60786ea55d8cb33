package dev.slipway.release.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.store.Uploaded.Outcome;
import dev.slipway.release.verify.SampleRelease;
import dev.slipway.release.version.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RemoteFileTest {
  private static final Duration SILENCE = Duration.ofSeconds(2);

  @TempDir private Path folder;
  private HttpServer server;
  private ReleaseStore store;
  private Path tarball;
  private byte[] bytes;
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws Exception {
    tarball = SampleRelease.in(folder.resolve("redis-release")).tarball("1");
    bytes = Files.readAllBytes(tarball);
    store = Stores.open(folder.resolve("store"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/whole.tgz", e -> send(e, bytes.length));
    server.createContext("/breaks.tgz", e -> send(e, bytes.length / 3 + 1));
    server.createContext("/silent.tgz", this::say);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    store.close();
  }

  /** Sends so many bytes of what was asked for, and breaks the connection. */
  private void send(HttpExchange exchange, int most) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replace("bytes=", "").replace("-", ""));
    ranges.add(String.valueOf(range));
    exchange.getResponseHeaders().add("ETag", "\"x\"");
    if (range != null) {
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length - from);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes, from, Math.min(most, bytes.length - from));
      out.flush();
    } finally {
      exchange.close();
    }
  }

  /** Says nothing any more after a byte. */
  private void say(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes, 0, 1);
    exchange.getResponseBody().flush();
  }

  private Uploaded upload(String file, long most, Wish wish) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    try {
      RemoteFile remote = new RemoteFile(client, most, SILENCE, Duration.ofMillis(1));
      URI url =
          URI.create(
              "http://127.0.0.1:" + server.getAddress().getPort() + "/" + file + "?key=s3cr");
      return store.upload(url, remote, wish);
    } finally {
      client.shutdownNow();
    }
  }

  private static Wish with(String digest, Optional<String> name, Optional<Version> version)
      throws Exception {
    return new Wish(false, false, false, name, version, Optional.of(Digests.parse(digest)));
  }

  @Test
  void aReleaseIsFetchedAndCheckedAndWhatIsThereIsNotFetched() throws Exception {
    String digest = Digest.of(Algorithm.SHA256, tarball).toString();
    Version version = Version.parse("1");
    Wish wish = with(digest, Optional.of("redis"), Optional.of(version));
    assertThat(upload("whole.tgz", 1 << 20, wish).outcome()).isEqualTo(Outcome.STORED);
    assertThat(upload("gone.tgz", 1 << 20, wish).outcome()).isEqualTo(Outcome.SKIPPED);
  }

  @Test
  void aBrokenConnectionIsGoneOnWith() throws Exception {
    assertThat(upload("breaks.tgz", 1 << 20, Wish.PLAIN).outcome()).isEqualTo(Outcome.STORED);
    assertThat(ranges.getFirst()).isEqualTo("null");
    assertThat(ranges.subList(1, ranges.size())).isNotEmpty().doesNotContain("null");
  }

  @Test
  @Tag("slow")
  void whatIsWrongIsSaidAndNothingIsKept() throws Exception {
    assertThatThrownBy(() -> upload("gone.tgz", 1 << 20, Wish.PLAIN))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("there is no http://127.0.0.1")
        .hasMessageNotContaining("s3cr");
    assertThatThrownBy(() -> upload("whole.tgz", 100, Wish.PLAIN))
        .hasMessageContaining("is larger than 100 bytes");
    assertThatThrownBy(() -> upload("silent.tgz", 1 << 20, Wish.PLAIN))
        .hasMessageContaining("cannot fetch http://127.0.0.1")
        .hasMessageContaining("tried 5 times");
    assertThatThrownBy(() ->
            upload("whole.tgz", 1 << 20, with("a".repeat(40), Optional.empty(), Optional.empty())))
        .hasMessageContaining("whole.tgz has the checksum");
    assertThat(Stores.files(folder.resolve("store"))).isEmpty();
    assertThat(store.list()).isEmpty();
  }
}
