package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no well-made client sends is answered with a problem too. */
@ExtendWith(WithService.class)
class RawRequestsTest {
  private final Service service;

  RawRequestsTest(Service service) {
    this.service = service;
  }

  /** Sends some bytes, and returns all that comes back until the server hangs up. */
  private String send(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", service.address().getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\n" + always() + headers + "\r\n";
  }

  private String always() {
    return "Host: x\r\nConnection: close\r\nAuthorization: " + service.authorization() + "\r\n";
  }

  private static void refused(String answer) {
    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
    assertThat(answer).containsIgnoringCase("Content-Type: application/problem+json");
    assertThat(answer)
        .contains("\"type\":\"urn:slipway:problem:", "\"detail\":\"")
        .doesNotContain("Exception", "<html", "Tomcat", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/builds?name=%zz", "/api/v1/builds?name=%4", "/api/v1/builds?name=a b",
            "/api/v1/bu{lds",
        "/api/v1/builds?name=<", "/api/v1/builds?name=\u00fc", "/api/v1/%zz",
            "/api/v1/builds/1\u0000",
        "/api/v1/builds/..%2f..", "/api/v1/builds//1", "/api/../../etc/passwd",
            "/api/v1/builds;a=b",
        "/api/v1/builds\\1", "api/v1/builds", "/api/v1/%c0%af"
      })
  void anAddressThatCannotBe(String target) throws Exception {
    refused(send(get(target, "")));
  }

  @Test
  void headersThatAreTooLarge() throws Exception {
    refused(send(get("/api/v1", "X-Large: " + "x".repeat(70_000) + "\r\n")));
    refused(send(get("/api/v1/builds?name=" + "x".repeat(70_000), "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1\r\n",
        "Content-Length: x\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n",
        "Bad Header\u0000: x\r\n",
        "Accept: \u0001\r\n"
      })
  void headersThatCannotBe(String header) throws Exception {
    String answer = send(get("/api/v1", header));
    assertThat(answer).doesNotContain("<html", "Exception");
    assertThat(answer).matches("(?s)HTTP/1.1 (200|4\\d\\d) .*");
  }

  @Test
  void methodsThatAreNone() throws Exception {
    for (String method : new String[] {"FOO", "TRACE", "get", "PROPFIND"}) {
      String answer = send(get("/api/v1/builds", "").replace("GET ", method + " "));
      refused(answer);
    }
  }

  @Test
  void aBodyInBrokenPieces() throws Exception {
    String head =
        "POST /api/v1/builds HTTP/1.1\r\n"
            + always()
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    refused(send(head + "zz\r\n{}\r\n0\r\n\r\n"));
  }
}
