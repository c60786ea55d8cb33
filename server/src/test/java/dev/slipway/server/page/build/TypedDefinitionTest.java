package dev.slipway.server.page.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.queue.source.SourceTar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypedDefinitionTest {
  @TempDir Path folder;

  @Test
  void isTakenAsATarIs() throws IOException {
    try (InputStream tar = TypedDefinition.tar("name: hello\r\nversion: \"1\"\r\n")) {
      Files.copy(tar, folder.resolve("source.tar"));
    }
    Path root = Files.createDirectory(folder.resolve("root"));
    SourceTar.unpack(folder.resolve("source.tar"), root);
    assertThat(root.resolve("slipway.yml")).hasContent("name: hello\nversion: \"1\"\n");
  }
}
