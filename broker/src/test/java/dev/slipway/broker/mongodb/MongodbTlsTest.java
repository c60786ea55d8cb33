package dev.slipway.broker.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.slipway.broker.address.Trust;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.TimeLimits;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.real.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** Certificates on the way to the fake of a MongoDB. */
class MongodbTlsTest {
  private static final RandomNames NAMES = new RandomNames(new SecureRandom());
  private static final TimeLimits SHORT =
      new TimeLimits(
          Duration.ofSeconds(2), TimeLimits.DEFAULT.statement(), TimeLimits.DEFAULT.call());

  @TempDir private Path folder;
  private Certificate right;
  private Certificate other;
  private FakeMongodb fake;

  @BeforeEach
  void start() throws Exception {
    right = Certificate.make(Files.createDirectory(folder.resolve("right")), "localhost");
    other = Certificate.make(Files.createDirectory(folder.resolve("other")), "localhost");
    fake = new FakeMongodb(right);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  private MongodbBackend backend(String host, Trust trust, TimeLimits limits) throws Exception {
    MongodbServer server =
        MongodbServer.parse("mongodb://root:pw@" + host + ":" + fake.port() + "?tls=true")
            .trusting(trust);
    return new MongodbBackend(server, NAMES, Commands.builder(server, limits).build());
  }

  @Test
  void anApplicationGetsTheAuthorityAndChecksTheServerByIt() throws Exception {
    Instance instance =
        new Instance(
            NAMES.instance(),
            "id",
            Limits.NONE,
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode());
    Binding binding = new Binding(NAMES.binding(), "id", JsonNodeFactory.instance.objectNode());
    Map<String, Object> credentials;
    try (MongodbBackend backend =
        backend("localhost", Trust.of(right.certificate()), TimeLimits.DEFAULT)) {
      backend.provision(instance);
      credentials = backend.bind(instance, binding).credentials();
    }
    assertThat(String.valueOf(credentials.get("uri"))).contains("&tls=true");
    Path ca = Files.writeString(folder.resolve("ca.pem"), String.valueOf(credentials.get("ca")));
    SSLContext trust = new Certificate(ca, right.key()).trust();
    ServerAddress address =
        new ServerAddress(
            String.valueOf(credentials.get("hostname")), (Integer) credentials.get("port"));
    MongoClientSettings settings =
        MongoClientSettings.builder()
            .applyToClusterSettings(s -> s.hosts(List.of(address)))
            .applyToSslSettings(s -> s.enabled(true).context(trust))
            .build();
    try (MongoClient application = MongoClients.create(settings)) {
      assertThat(application.getDatabase(instance.name()).runCommand(new Document("ping", 1)))
          .containsKey("ok");
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
    try (MongodbBackend backend = backend(host, trust, SHORT)) {
      assertThatThrownBy(backend::check)
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE))
          .hasMessageContaining(why);
    }
  }
}
