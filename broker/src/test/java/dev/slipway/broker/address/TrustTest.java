package dev.slipway.broker.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.slipway.broker.BrokerException;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.http.Api;
import dev.slipway.real.Certificate;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  @TempDir private Path folder;

  private static HttpsServer server(Certificate certificate) throws Exception {
    String text = Files.readString(certificate.key()).replaceAll("-----[^-]*-----|\\s", "");
    PrivateKey key =
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    java.security.cert.Certificate own =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(Files.readAllBytes(certificate.certificate())));
    store.setKeyEntry("own", key, new char[0], new java.security.cert.Certificate[] {own});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void anApiIsBelievedByItsAuthorityOnly() throws Exception {
    Certificate right =
        Certificate.make(Files.createDirectory(folder.resolve("right")), "localhost");
    Certificate other =
        Certificate.make(Files.createDirectory(folder.resolve("other")), "localhost");
    HttpsServer server = server(right);
    URI address = URI.create("https://localhost:" + server.getAddress().getPort());
    try (Api api = new Api(address, Trust.of(right.certificate()));
        Api unknown = new Api(address, Trust.JDK);
        Api wrong = new Api(address, Trust.of(other.certificate()))) {
      assertThat(api.send(api.request("/").build()).status()).isEqualTo(204);
      assertThatThrownBy(() -> unknown.send(unknown.request("/").build()))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("its certificate is not believed");
      assertThatThrownBy(() -> wrong.send(wrong.request("/").build()))
          .isInstanceOf(BackendException.class)
          .hasMessageStartingWith(address + "/: ");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aFileThatIsNoneIsRefusedWithAReason() throws Exception {
    assertRefused(folder.resolve("none.pem"), "is not there");
    assertRefused(Files.createFile(folder.resolve("empty.pem")), "has no certificate in it");
    assertRefused(
        Files.writeString(
            folder.resolve("broken.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
        "is no file of certificates in PEM");
    assertRefused(
        Files.write(folder.resolve("large.pem"), new byte[(1 << 20) + 1]), "has more than 1 MiB");
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> Trust.of(file))
        .isInstanceOf(BrokerException.class)
        .hasMessageStartingWith("the `ca` " + file)
        .hasMessageContaining(why);
  }

  @Test
  void authoritiesBelongToConnectionsThatAreEncrypted() throws Exception {
    Trust trust = Trust.of(Certificate.make(folder, "localhost").certificate());
    ServerUrl plain =
        ServerUrl.parse("the Redis server", "redis://h", Map.of("redis", 1, "rediss", 1));
    assertThatThrownBy(() -> plain.trusting("the Redis server", trust))
        .hasMessageContaining("the connection to the Redis server is not encrypted");
    ServerUrl encrypted =
        ServerUrl.parse("the Redis server", "rediss://h", Map.of("redis", 1, "rediss", 1));
    assertThat(encrypted.trusting("the Redis server", trust).trust()).isSameAs(trust);
    assertThat(trust.with(Map.of("a", "b"))).containsKeys("a", "ca");
    assertThat(Trust.JDK.with(Map.of("a", "b"))).isEqualTo(Map.of("a", "b"));
  }
}
