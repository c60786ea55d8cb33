package dev.slipway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.process.Command;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.amqp.BrokerLogin;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.server.certificate.Trust;
import dev.slipway.server.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ServerTlsTest {
  @TempDir Path folder;

  private static int get(URI url, SSLContext trust) throws Exception {
    try (HttpClient http = HttpClient.newBuilder().sslContext(trust).build()) {
      return http.send(
              HttpRequest.newBuilder(url.resolve("/health/ready")).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void aServerMakesItsCertificateAndTalksTlsOnlyWithWeb() throws Exception {
    Path data = folder.resolve("data");
    ServerConfig config =
        TestServer.config(data, Map.of("tls.generate", "true", "amqp.address", "0.0.0.0"));
    String fingerprint;
    try (Server server = TestServer.start(config)) {
      Path certificate = data.resolve("certificate.pem");
      fingerprint = server.fingerprint().orElseThrow();
      SSLContext trust = Trust.of(certificate);
      assertThat(server.address().getScheme()).isEqualTo("https");
      assertThat(get(server.address(), trust)).isEqualTo(200);
      assertThat(get(URI.create("https://localhost:" + config.port()), trust)).isEqualTo(200);
      assertThatThrownBy(() -> get(server.address(), SSLContext.getDefault()))
          .isInstanceOf(SSLException.class);
      assertThat(
              Command.of(
                      "openssl",
                      "x509",
                      "-noout",
                      "-fingerprint",
                      "-sha256",
                      "-in",
                      certificate.toString())
                  .lines())
          .singleElement()
          .asString()
          .endsWith(fingerprint);
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("tls.p12"))))
          .isEqualTo("rw-------");
      broker(config, data, trust);
    }
    try (Server again = TestServer.start(config)) {
      assertThat(again.fingerprint()).contains(fingerprint);
    }
  }

  private static void broker(ServerConfig config, Path data, SSLContext trust) throws Exception {
    Path file = data.resolve("amqp.password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String password = Files.readString(file).strip();
    String host = "127.0.0.1:" + config.amqp().port();
    BrokerUrl right = BrokerUrl.parse("amqps://slipway:" + password + "@" + host);
    assertThatCode(() -> BrokerLogin.check(right, trust)).doesNotThrowAnyException();
    assertThatThrownBy(() -> BrokerLogin.check(right, null))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("--server-certificate");
    BrokerUrl wrong = BrokerUrl.parse("amqps://slipway:wrong@" + host);
    assertThatThrownBy(() -> BrokerLogin.check(wrong, trust))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("refuses the login");
  }

  @Test
  void aServerUsesTheCertificateThatItIsGiven() throws Exception {
    for (String kind : new String[] {"RSA", "EC", "ED25519"}) {
      Path certificate = folder.resolve(kind + ".pem");
      Path key = folder.resolve(kind + ".key");
      make(kind, certificate, key);
      ServerConfig config =
          TestServer.config(
              folder.resolve("data-" + kind.toLowerCase(Locale.ROOT)),
              Map.of("tls.certificate", certificate.toString(), "tls.key", key.toString()));
      try (Server server = TestServer.start(config)) {
        assertThat(get(server.address(), Trust.of(certificate))).isEqualTo(200);
      }
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    make("RSA", folder.resolve("one.pem"), folder.resolve("one.key"));
    make("RSA", folder.resolve("two.pem"), folder.resolve("two.key"));
    ServerConfig config =
        TestServer.config(
            folder.resolve("data"),
            Map.of(
                "tls.certificate", folder.resolve("one.pem").toString(),
                "tls.key", folder.resolve("two.key").toString()));
    assertThatThrownBy(() -> TestServer.start(config))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("two.key is not that of the certificate");
  }

  private static void make(String kind, Path certificate, Path key) throws Exception {
    List<String> line = new ArrayList<>(List.of("openssl", "genpkey", "-out", key.toString()));
    line.addAll(List.of("-algorithm", kind));
    if (kind.equals("EC")) {
      line.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-256"));
    }
    Command.of(line).run();
    Command.of(
            "openssl",
            "req",
            "-x509",
            "-key",
            key.toString(),
            "-days",
            "2",
            "-subj",
            "/CN=test",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-out",
            certificate.toString())
        .run();
  }
}
