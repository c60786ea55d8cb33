package dev.slipway.broker.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.broker.address.Trust;
import dev.slipway.broker.backend.BackendException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers answer, and what is made of servers that do not. */
class ApiTest {
  @Test
  void whoTakesAConnectionAndSaysNothingIsUnavailable() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Api api =
            new Api(
                URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                Trust.JDK,
                Duration.ofMillis(100))) {
      assertThatThrownBy(() -> api.send(api.request("/a?key=hush").build()))
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE))
          .hasMessage(
              "http://127.0.0.1:" + silent.getLocalPort() + "/a: it does not answer in time");
    }
  }

  @Test
  void aConnectionThatEndsWithoutAnAnswerIsTriedOnceMore() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Api api = new Api(URI.create("http://127.0.0.1:" + server.getLocalPort()), Trust.JDK)) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(() -> {
            try {
              server.accept().close();
              try (Socket second = server.accept()) {
                second
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere".getBytes(UTF_8));
                // It reads to the end, so that nothing is reset.
                second.shutdownOutput();
                second.getInputStream().transferTo(OutputStream.nullOutputStream());
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      Answer answer = api.send(api.request("/a").POST(BodyPublishers.ofString("x")).build());
      assertThat(answer.body()).isEqualTo("here");
      api.close();
      served.join();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|{\"error\":\"bad\",\"reason\":\"no such user\"}|REFUSED|no such user",
        "404|{\"error\":{\"message\":\"no project\",\"code\":404}}|REFUSED|no project",
        "403|{\"Code\":\"AccessDenied\",\"RequestId\":\"1\"}|REFUSED|AccessDenied",
        "400|<?xml?><Error><Code>TooManyBuckets</Code></Error>|REFUSED|TooManyBuckets",
        "500|<html>  broken  </html>|REFUSED|<html> broken </html>",
        "503|later|UNAVAILABLE|later",
      })
  void theServersReasonIsSaid(int status, String body, BackendException.Kind kind, String reason)
      throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 5);
    byte[] bytes = body.getBytes(UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try (Api api =
        new Api(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Trust.JDK)) {
      Answer answer = api.send(api.request("/a").build());
      assertThatThrownBy(() -> answer.expect(200, 201))
          .isInstanceOfSatisfying(BackendException.class, e -> assertThat(e.kind()).isEqualTo(kind))
          .hasMessageEndingWith("/a: status " + status + ": " + reason);
      assertThat(answer.expect(status)).isSameAs(answer);
    } finally {
      server.stop(0);
    }
  }
}
