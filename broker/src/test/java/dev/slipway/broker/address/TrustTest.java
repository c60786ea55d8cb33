package dev.slipway.broker.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.slipway.broker.BrokerException;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.http.Api;
import dev.slipway.real.Certificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  @TempDir private Path folder;

  private static HttpsServer server(Certificate certificate) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.shown()));
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
  void theAuthoritiesOfTheJdkAreBelievedBesideThoseOfAFile() throws Exception {
    Certificate jdks = Certificate.make(Files.createDirectory(folder.resolve("jdk")), "localhost");
    Certificate own = Certificate.make(Files.createDirectory(folder.resolve("own")), "localhost");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("one", jdks.read());
    Path file = folder.resolve("jdk.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "password".toCharArray());
    }
    HttpsServer server = server(jdks);
    // What others use meanwhile is the one of before.
    SSLContext.getDefault();
    Trust trust = withTheJdks(file, () -> Trust.of(own.certificate()));
    try (Api api =
        new Api(URI.create("https://localhost:" + server.getAddress().getPort()), trust)) {
      assertThat(api.send(api.request("/").build()).status()).isEqualTo(204);
      assertThat(trust.with(Map.of())).containsEntry("ca", Files.readString(own.certificate()));
      assertThat(Trust.context(trust.pem().orElseThrow())).isNotNull();
    } finally {
      server.stop(0);
    }
  }

  private static Trust withTheJdks(Path file, Callable<Trust> read) throws Exception {
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "password");
    try {
      return read.call();
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  @Test
  void aFileThatIsNoneIsRefusedWithAReason() throws Exception {
    assertRefused(folder.resolve("none.pem"), "is not there: name a file");
    assertRefused(Files.createFile(folder.resolve("empty.pem")), "has no certificate in PEM");
    assertRefused(
        Files.writeString(
            folder.resolve("broken.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
        "is no file of certificates in PEM");
    assertRefused(
        Files.write(folder.resolve("large.pem"), new byte[(1 << 20) + 1]), "has more than 1 MiB");
    assertRefused(folder, "cannot be read");
    Certificate made = Certificate.make(folder, "localhost");
    assertRefused(
        Files.write(folder.resolve("certificate.der"), made.read().getEncoded()),
        "`openssl x509 -inform der`");
    assertRefused(
        Files.writeString(
            folder.resolve("both.pem"),
            Files.readString(made.certificate()) + Files.readString(made.key())),
        "has a private key in it");
  }

  @Test
  void whatIsHandedOutIsCertificatesAlone() throws Exception {
    String one = Files.readString(Certificate.make(folder, "localhost").certificate());
    String two = Files.readString(Certificate.make(folder, "another").certificate());
    Path file =
        Files.writeString(
            folder.resolve("authorities.pem"),
            "# ours, until May\n"
                + one
                + "\nsubject=théirs\n"
                + two.replace("\n", "\r\n")
                + "# end\n");
    Trust trust = Trust.of(file);
    Files.delete(file);
    assertThat(trust.with(Map.of("uri", "u"))).isEqualTo(Map.of("uri", "u", "ca", one + two));
    assertThat(trust.pem()).hasValueSatisfying(all -> assertThat(all).startsWith(one + two));
    assertThat(Trust.JDK.pem()).isEmpty();
  }

  @Test
  void whatIsWrongWithACertificateIsToldWithTheRemedy() {
    assertThat(
            Unbelieved.reason(
                new SSLHandshakeException("PKIX path validation failed")
                    .initCause(
                        new CertPathValidatorException(
                            "validity check failed",
                            new CertificateExpiredException("NotAfter: Sat May 02 2026"),
                            null,
                            -1,
                            BasicReason.EXPIRED))))
        .hasValueSatisfying(
            told -> assertThat(told).contains("is over", "Sat May 02 2026", "a new one"));
    assertThat(Unbelieved.reason(new CertificateException("No name matching db found")))
        .hasValueSatisfying(told -> assertThat(told).contains("another address (No name matching"));
    assertThat(Unbelieved.reason(new IOException("it is closed"))).isEmpty();
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
