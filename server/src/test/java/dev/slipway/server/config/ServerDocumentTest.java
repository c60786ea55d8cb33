package dev.slipway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/server.md says of settings. */
class ServerDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/server.md");

  @TempDir private Path folder;

  private static String example() throws Exception {
    String text = Files.readString(DOCUMENT);
    int begin = text.indexOf("```yaml\n") + "```yaml\n".length();
    return text.substring(begin, text.indexOf("```", begin));
  }

  @Test
  void theExampleIsRight() throws Exception {
    for (String secret : List.of("database.password", "mail.password", "s3.key", "forge.token")) {
      Files.writeString(folder.resolve(secret), "secret\n");
    }
    Path file = Files.writeString(folder.resolve("server.yml"), example());
    ServerConfig config =
        ServerConfigReader.read(Optional.of(file), Map.of(), Map.of(), folder).config();
    assertThat(config.brokers()).hasSize(3);
    assertThat(config.mail()).isPresent();
    assertThat(config.credentials()).hasSize(1);
    assertThat(config.git().credentials()).containsOnlyKeys("forge");
  }

  @Test
  void everySettingIsNamed() throws Exception {
    String text = Files.readString(DOCUMENT);
    assertThat(ServerSettings.SCHEMA.settings())
        .extracting(setting -> setting.keys().getLast())
        .allSatisfy(key -> assertThat(text).containsPattern("\\b" + key + "\\b"));
  }
}
