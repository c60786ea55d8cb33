package dev.slipway.broker.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.Trust;
import dev.slipway.broker.mariadb.MariadbBackend;
import dev.slipway.broker.mariadb.MariadbServer;
import dev.slipway.broker.postgresql.PostgresqlBackend;
import dev.slipway.broker.postgresql.PostgresqlServer;
import dev.slipway.broker.redis.RedisConfig;
import dev.slipway.broker.redis.SharedRedis;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.broker.server.MariadbServerProcess;
import dev.slipway.broker.server.Redis;
import dev.slipway.real.Certificate;
import dev.slipway.real.PostgreSql;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mariadb.r2dbc.MariadbConnectionConfiguration;
import org.mariadb.r2dbc.MariadbConnectionFactory;
import org.mariadb.r2dbc.SslMode;
import org.mariadb.r2dbc.api.MariadbConnection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.SslOptions;
import tools.jackson.databind.node.JsonNodeFactory;

/** Servers whose certificate an authority of one's own has signed. */
class EncryptedBackendsTest {
  private static final RandomNames NAMES = new RandomNames(new SecureRandom());

  /** For busy machines. */
  private static final TimeLimits LIMITS =
      new TimeLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(120));

  private static final char[] STORE = "a store's password".toCharArray();

  @TempDir private static Path folder;
  private static Certificate right;
  private static Certificate other;
  private static MariadbServerProcess mariadb;
  private static PostgreSql postgres;
  private static Redis redis;

  @BeforeAll
  static void start() throws Exception {
    right = Certificate.make(Files.createDirectory(folder.resolve("right")), "localhost");
    other = Certificate.make(Files.createDirectory(folder.resolve("other")), "localhost");
    mariadb = MariadbServerProcess.start(right);
    postgres = PostgreSql.start(right);
    redis = Redis.start(right);
  }

  @AfterAll
  static void stop() throws Exception {
    mariadb.close();
    postgres.close();
    redis.close();
  }

  enum Server {
    MARIADB,
    POSTGRESQL,
    REDIS;

    private String url() {
      return switch (this) {
        case MARIADB -> mariadb.url() + "?tls=true";
        case POSTGRESQL -> postgres.url() + "?tls=true";
        case REDIS -> redis.url().replace("redis://", "rediss://");
      };
    }

    /** By the name that the certificate is for. */
    Backend backend(Trust trust) throws BrokerException {
      return at(url().replace("127.0.0.1", "localhost"), trust);
    }

    /** By its address, for which it has no certificate. */
    Backend byAddress(Trust trust) throws BrokerException {
      return at(url(), trust);
    }

    private Backend at(String url, Trust trust) throws BrokerException {
      return switch (this) {
        case MARIADB -> new MariadbBackend(MariadbServer.parse(url).trusting(trust), NAMES, LIMITS);
        case POSTGRESQL ->
            new PostgresqlBackend(PostgresqlServer.parse(url).trusting(trust), NAMES, LIMITS);
        case REDIS ->
            new SharedRedis(
                RedisConfig.parse(url, Optional.empty()).trusting(trust), NAMES, Clock.systemUTC());
      };
    }

    /** Connects as an application that checks the certificate by what it was given. */
    void speak(Map<String, Object> with, Path ca) throws Exception {
      String host = String.valueOf(with.get("hostname"));
      int port = (Integer) with.get("port");
      String user = String.valueOf(with.get("username"));
      String password = String.valueOf(with.get("password"));
      switch (this) {
        case MARIADB -> {
          MariadbConnectionConfiguration how =
              MariadbConnectionConfiguration.builder()
                  .host(host)
                  .port(port)
                  .username(user)
                  .password(password)
                  .sslMode(SslMode.VERIFY_FULL)
                  .serverSslCert(ca.toString())
                  .build();
          MariadbConnection connection = new MariadbConnectionFactory(how).create().block();
          assertThat(connection).isNotNull();
          connection.close().block();
        }
        case POSTGRESQL -> {
          String url = String.valueOf(with.get("jdbcUrl"));
          assertThat(url).contains("sslmode=require");
          try (Connection connection =
              DriverManager.getConnection(
                  url.replace("sslmode=require", "sslmode=verify-full&sslrootcert=" + ca))) {
            assertThat(connection.isValid(5)).isTrue();
          }
        }
        case REDIS -> {
          assertThat(URI.create(String.valueOf(with.get("uri")))).hasScheme("rediss");
          byte[] store = Trust.of(ca).jks(STORE).orElseThrow();
          SslOptions encryption =
              SslOptions.builder()
                  .trustStoreType("JKS")
                  .truststore(() -> new ByteArrayInputStream(store), STORE)
                  .build();
          try (Jedis application =
              new Jedis(
                  new HostAndPort(host, port),
                  DefaultJedisClientConfig.builder()
                      .sslOptions(encryption)
                      .user(user)
                      .password(password)
                      .build())) {
            assertThat(application.ping()).isEqualTo("PONG");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void anApplicationGetsTheAuthorityAndChecksTheServerByIt(Server server) throws Exception {
    Backend backend = server.backend(Trust.of(right.certificate()));
    backend.check();
    Instance instance =
        new Instance(
            NAMES.instance(),
            "an-id",
            Limits.NONE,
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode());
    Binding binding = new Binding(NAMES.binding(), "an-id", JsonNodeFactory.instance.objectNode());
    backend.provision(instance);
    Bound bound = backend.bind(instance, binding);
    String ca = String.valueOf(bound.credentials().get("ca"));
    assertThat(ca).isEqualTo(Files.readString(right.certificate()));
    server.speak(bound.credentials(), Files.writeString(folder.resolve(server + ".pem"), ca));
    backend.unbind(instance, binding);
    backend.deprovision(instance);
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void aCertificateThatNobodyBelievedHasSignedIsRefused(Server server) throws Exception {
    for (Trust trust : new Trust[] {Trust.JDK, Trust.of(other.certificate())}) {
      assertThatThrownBy(() -> server.backend(trust).check())
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE))
          .hasMessageContaining("its certificate is not believed")
          .hasMessageContaining("`ca` names the authority");
    }
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void aCertificateForAnotherNameIsRefused(Server server) throws Exception {
    Trust trust = Trust.of(right.certificate());
    assertThatThrownBy(() -> server.byAddress(trust).check())
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("its certificate is for another address")
        .hasMessageContaining("127.0.0.1 found");
  }
}
