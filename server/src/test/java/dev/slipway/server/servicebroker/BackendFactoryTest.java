package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.real.Certificate;
import dev.slipway.server.config.BackendConfig;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.ServiceBrokerConfig;
import dev.slipway.server.config.ServiceBrokerConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Authorities of back ends, as they are configured. */
class BackendFactoryTest {
  @TempDir private Path folder;

  @BeforeEach
  void authority() throws Exception {
    Path made = Certificate.make(folder, "localhost").certificate();
    Files.move(made, folder.resolve("authority.pem"));
  }

  private void make(String backends) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("broker.yml"), "catalog: catalog.yml\nbackends:\n" + backends);
    ServiceBrokerConfig config =
        ServiceBrokerConfigReader.read(
                Optional.of(file), Map.of(), Map.of(), folder.resolve("elsewhere"))
            .config();
    make(config.backends());
  }

  private static void make(List<BackendConfig> configs) throws Exception {
    BackendFactory.all(configs, new SecureRandom(), Clock.systemUTC()).close();
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb, mariadb://a:b@h?tls=true",
    "postgresql, postgresql://a:b@h?tls=true",
    "mongodb, mongodb://a:b@h?tls=true",
    "redis, rediss://a:b@h",
    "rabbitmq, https://a:b@h",
    "s3, https://a:b@h",
    "swift, https://a:b@h",
    "relay, https://a:b@h",
  })
  void anAuthorityIsForAnAddressWithTls(String type, String url) throws Exception {
    String line = "  one: {type: %s, url: \"%s\", ca: authority.pem}%n";
    assertThatCode(() -> make(line.formatted(type, url))).doesNotThrowAnyException();
    String plain = url.replace("s://", "://").replace("?tls=true", "");
    assertThatThrownBy(() -> make(line.formatted(type, plain)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the back end `one`: `ca` is given, but the connection to ")
        .hasMessageContaining("is not encrypted: leave `ca` out, or give an address with TLS");
  }

  @Test
  void whereThereIsNoConnectionNoAuthorityIsTaken() {
    assertThatThrownBy(() ->
            make(
                """
                  handed: {type: static, ca: authority.pem}
                  cubrid: {url: "cubrid://dba:b@h:33000/opt/cubrid", ca: authority.pem}
                  own: {type: redis, folder: /srv/redis, ca: authority.pem}
                  absent: {url: "mariadb://a:b@h?tls=true", ca: none.pem}
                """))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.getMessage().lines())
                    .hasSize(4)
                    .anyMatch(l -> l.contains("`handed`: `ca` is given, but"))
                    .anyMatch(l -> l.contains("`cubrid`: `ca` is given, but"))
                    .anyMatch(l -> l.contains("`own`: `ca` is given, but"))
                    .anyMatch(l ->
                        l.contains(
                            "`absent`: the `ca` " + folder.resolve("none.pem") + " is not there")));
  }
}
