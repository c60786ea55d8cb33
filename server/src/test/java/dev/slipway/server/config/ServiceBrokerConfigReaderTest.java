package dev.slipway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service broker makes of its settings. */
class ServiceBrokerConfigReaderTest {
  @TempDir private Path folder;

  private ServiceBrokerConfig read(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("broker.yml"), "catalog: catalog.yml\n" + yaml);
    return ServiceBrokerConfigReader.read(Optional.of(file), Map.of(), Map.of(), folder).config();
  }

  @Test
  void usersOfAPlatformAreSignedOnWhereAllOfItIsGiven() throws Exception {
    assertThat(read("").sso()).isEmpty();
    ServiceBrokerConfig config =
        read(
            """
            url: https://broker.example.net/
            sso:
              issuer: https://uaa.example.net/oauth/token
              permissions: https://api.example.net/v3/service_instances/{id}/permissions
            """);
    assertThat(config.url()).contains(URI.create("https://broker.example.net"));
    assertThat(config.sso().orElseThrow().issuer())
        .isEqualTo(URI.create("https://uaa.example.net/oauth/token"));
    assertThat(config.sso().orElseThrow().scopes())
        .isEqualTo("openid cloud_controller_service_permissions.read");
  }

  @Test
  void aHalfOfItIsAMistake() {
    assertThatThrownBy(() -> read("sso: {issuer: \"https://uaa.example.net\"}"))
        .hasMessageContaining("`sso.permissions` belongs to it")
        .hasMessageContaining("`url` belongs to it");
    assertThatThrownBy(() ->
            read(
                """
                sso: {permissions: "https://api.example.net/permissions", scopes: profile}
                """))
        .hasMessageContaining("`sso.issuer` belongs to it")
        .hasMessageContaining("{id}")
        .hasMessageContaining("`openid` among them");
  }
}
