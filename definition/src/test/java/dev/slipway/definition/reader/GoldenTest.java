package dev.slipway.definition.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads each folder of src/test/resources/definitions, and compares what comes of it with the files
 * beside it: diagnostics.txt has what is printed, definition.txt the definition's canonical form.
 * The property {@code -Dgoldens=write} writes them anew.
 */
class GoldenTest {
  private static final Path CASES = Path.of("src/test/resources/definitions");
  private static final boolean WRITE = "write".equals(System.getProperty("goldens"));

  private final DefinitionReader reader = new DefinitionReader(Architecture.AMD64);

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsAsItsGoldensSay(String name) throws IOException {
    Path folder = CASES.resolve(name);
    DefinitionReader.Result result = reader.read(folder);
    String diagnostics =
        result.diagnostics().stream()
            .map(Diagnostic::toString)
            .map(line -> line.replace(folder + "/", "") + "\n")
            .collect(Collectors.joining());
    String definition = result.definition().map(GoldenTest::shown).orElse("");
    compare(folder.resolve("diagnostics.txt"), diagnostics);
    compare(folder.resolve("definition.txt"), definition);
    assertThat(diagnostics + definition).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void canonicalFormReadsAsTheSameDefinition(String name, @TempDir Path elsewhere)
      throws IOException {
    Path folder = CASES.resolve(name);
    if (reader.read(folder).definition().isEmpty()) {
      return;
    }
    Definition first = reader.read(folder).definition().orElseThrow();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.skip(1).toList()) {
        Files.copy(file, elsewhere.resolve(folder.relativize(file).toString()));
      }
    }
    Files.writeString(elsewhere.resolve("slipway.yml"), first.canonical());
    // Another host: the canonical form does not depend on it.
    DefinitionReader.Result again = new DefinitionReader(Architecture.ARM64).read(elsewhere);
    assertThat(again.diagnostics()).isEmpty();
    assertThat(again.definition().orElseThrow().canonical()).isEqualTo(first.canonical());
  }

  @Test
  void thereAreCases() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(25);
  }

  private static String shown(Definition definition) {
    String skipped =
        definition.skippedScripts().stream()
            .map(script -> "# skipped: " + script + "\n")
            .collect(Collectors.joining());
    return definition.canonical() + skipped;
  }

  private static void compare(Path golden, String text) throws IOException {
    if (WRITE && text.isEmpty()) {
      Files.deleteIfExists(golden);
    } else if (WRITE) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.exists(golden) ? Files.readString(golden) : "");
  }
}
