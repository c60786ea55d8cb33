package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.address.Trust;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.fixed.FixedBackend;
import dev.slipway.broker.relay.RelayBackend;
import dev.slipway.broker.relay.RelayLimits;
import dev.slipway.broker.relay.RelayServer;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.real.Certificate;
import dev.slipway.server.TestBroker;
import dev.slipway.server.config.TlsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** A broker before a broker that has a certificate of its own making. */
class RelayTlsTest {
  private static final RandomNames NAMES = new RandomNames(new SecureRandom());
  private static final String UPSTREAM =
      """
      services:
        - name: mail
          id: mail
          description: Mail
          bindable: true
          backend: fixed
          plans:
            - name: small
              id: small
              description: Small
              settings: {credentials: {uri: "smtp://small"}}
      """;

  @TempDir private Path folder;
  private Certificate right;
  private Certificate other;
  private TestBroker upstream;

  @BeforeEach
  void start() throws Exception {
    right = Certificate.make(Files.createDirectory(folder.resolve("right")), "localhost");
    other = Certificate.make(Files.createDirectory(folder.resolve("other")), "localhost");
    upstream =
        TestBroker.start(
            Files.createDirectory(folder.resolve("upstream")),
            UPSTREAM,
            Map.of("fixed", new FixedBackend()),
            new TlsConfig.Files(right.certificate(), right.key()));
  }

  @AfterEach
  void stop() {
    upstream.close();
  }

  private RelayBackend relay(String host, Trust trust) throws Exception {
    String password = TestBroker.PASSWORD.replace(" ", "%20");
    String url =
        "https://platform:" + password + "@" + host + ":" + upstream.broker().address().getPort();
    return new RelayBackend(RelayServer.parse(url).trusting(trust), RelayLimits.DEFAULT);
  }

  @Test
  void callsArePassedOnWhereItsCertificateIsBelieved() throws Exception {
    Instance instance =
        new Instance(
            NAMES.instance(),
            "id",
            Limits.NONE,
            JsonNodeFactory.instance.objectNode().put("service_id", "mail").put("plan_id", "small"),
            JsonNodeFactory.instance.objectNode());
    Binding binding = new Binding(NAMES.binding(), "id", JsonNodeFactory.instance.objectNode());
    try (RelayBackend relay = relay("localhost", Trust.of(right.certificate()))) {
      relay.provision(instance);
      // The other broker's credentials are for other servers than itself.
      assertThat(relay.bind(instance, binding).credentials())
          .isEqualTo(Map.of("uri", "smtp://small"));
    }
  }

  @Test
  void aCertificateThatIsNotRightIsRefused() throws Exception {
    for (Trust trust : List.of(Trust.JDK, Trust.of(other.certificate()))) {
      assertRefused("localhost", trust, "its certificate is not believed");
    }
    assertRefused(
        "127.0.0.1", Trust.of(right.certificate()), "its certificate is for another address");
  }

  private void assertRefused(String host, Trust trust, String why) throws Exception {
    try (RelayBackend relay = relay(host, trust)) {
      assertThatThrownBy(relay::check)
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE))
          .hasMessageContaining(why)
          .hasMessageNotContaining("password");
    }
  }
}
