package dev.slipway.broker.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.slipway.broker.address.Trust;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.real.Certificate;
import dev.slipway.real.RabbitMq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** A real RabbitMQ whose certificate an authority of one's own has signed. */
@Tag("slow")
class RabbitTlsSlowTest {
  @TempDir private static Path folder;
  private static Certificate right;
  private static Certificate other;
  private static RabbitMq server;

  @BeforeAll
  static void start() throws Exception {
    right = Certificate.make(Files.createDirectory(folder.resolve("right")), "localhost");
    other = Certificate.make(Files.createDirectory(folder.resolve("other")), "localhost");
    server = RabbitMq.startWithManagement(right);
  }

  @AfterAll
  static void end() throws Exception {
    server.close();
  }

  private static RabbitBackend on(String url, Trust trust, String amqp) throws Exception {
    SecureRandom random = new SecureRandom();
    return new RabbitBackend(
        RabbitConfig.parse(url, Optional.of(amqp)).trusting(trust),
        new RandomNames(random),
        random);
  }

  private static Map<String, Object> bound(String amqp) throws Exception {
    RandomNames names = new RandomNames(new SecureRandom());
    Instance instance =
        new Instance(
            names.instance(),
            "id",
            Limits.NONE,
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode());
    Binding binding = new Binding(names.binding(), "id", JsonNodeFactory.instance.objectNode());
    try (RabbitBackend backend = on(server.management(), Trust.of(right.certificate()), amqp)) {
      backend.check();
      backend.provision(instance);
      return backend.bind(instance, binding).credentials();
    }
  }

  private static void speak(Map<String, Object> credentials, SSLContext trust) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(String.valueOf(credentials.get("uri")));
    factory.setAutomaticRecoveryEnabled(false);
    factory.useSslProtocol(trust);
    factory.enableHostnameVerification();
    try (Connection connection = factory.newConnection()) {
      assertThat(connection.isOpen()).isTrue();
    }
  }

  @Test
  void anApplicationGetsTheAuthorityAndChecksTheServerByIt() throws Exception {
    Map<String, Object> credentials = bound(server.amqp());
    assertThat(credentials.get("tls")).isEqualTo(true);
    Path ca = Files.writeString(folder.resolve("ca.pem"), String.valueOf(credentials.get("ca")));
    speak(credentials, new Certificate(ca, right.key()).trust());
    assertThatThrownBy(() -> speak(credentials, other.trust())).isInstanceOf(IOException.class);
  }

  @Test
  void whoSpeaksWithoutTlsGetsNoAuthority() throws Exception {
    assertThat(bound("amqp://127.0.0.1:" + server.port())).doesNotContainKey("ca");
  }

  @Test
  void aCertificateThatIsNotRightIsRefused() throws Exception {
    for (Trust trust : List.of(Trust.JDK, Trust.of(other.certificate()))) {
      assertRefused(server.management(), trust, "its certificate is not believed");
    }
    assertRefused(
        server.management().replace("localhost", "127.0.0.1"),
        Trust.of(right.certificate()),
        "its certificate is for another address");
  }

  private static void assertRefused(String url, Trust trust, String why) throws Exception {
    try (RabbitBackend backend = on(url, trust, server.amqp())) {
      assertThatThrownBy(backend::check)
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE))
          .hasMessageContaining(why)
          .hasMessageNotContaining("guest");
    }
  }
}
