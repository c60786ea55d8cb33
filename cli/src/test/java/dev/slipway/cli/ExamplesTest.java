package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples as they are in the repository are right, and so are their contexts. */
final class ExamplesTest {
  private static final Path EXAMPLES = Path.of("").toAbsolutePath().getParent().resolve("examples");

  @TempDir private Path folder;

  private Program program() {
    return new Program(
        Map.of(
            "SLIPWAY_CACHE", folder.resolve("cache").toString(),
            "SLIPWAY_IMAGES", folder.resolve("images").toString()),
        folder);
  }

  private static List<Path> foldersWith(String file) throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files.filter(f -> f.endsWith(file)).map(Path::getParent).sorted().toList();
    }
  }

  @Test
  void definitionsCanBePlanned() throws Exception {
    List<Path> definitions = foldersWith("slipway.yml");
    assertThat(definitions).hasSizeGreaterThanOrEqualTo(3);
    for (Path each : definitions) {
      assertThat(program().ok("image", "plan", each.toString())).contains("The image will contain");
    }
  }

  @Test
  void contextsMakeMedia() throws Exception {
    List<Path> contexts = foldersWith("context.yml");
    assertThat(contexts).hasSizeGreaterThanOrEqualTo(5);
    for (Path each : contexts) {
      program().ok("context", "create", each.toString(), "-o", "context.iso");
    }
  }
}
