package dev.slipway.definition.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
  void readsAsItsGoldensSay(String name, @TempDir Path temporary) throws IOException {
    Path folder = copy(name, temporary);
    DefinitionReader.Result result = reader.read(folder);
    String diagnostics =
        result.diagnostics().stream()
            .map(Diagnostic::toString)
            .map(line -> line.replace(folder + "/", "") + "\n")
            .collect(Collectors.joining());
    String definition = result.definition().map(GoldenTest::shown).orElse("");
    compare(CASES.resolve(name).resolve("diagnostics.txt"), diagnostics);
    compare(CASES.resolve(name).resolve("definition.txt"), definition);
    assertThat(diagnostics + definition).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void canonicalFormReadsAsTheSameDefinition(String name, @TempDir Path temporary)
      throws IOException {
    Path folder = copy(name, temporary);
    Optional<Definition> first = reader.read(folder).definition();
    if (first.isEmpty()) {
      return;
    }
    Files.writeString(folder.resolve("slipway.yml"), first.get().canonical());
    // Another host: the canonical form does not depend on it.
    DefinitionReader.Result again = new DefinitionReader(Architecture.ARM64).read(folder);
    assertThat(again.definition().map(Definition::canonical)).hasValue(first.get().canonical());
  }

  @Test
  void thereAreCases() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(25);
  }

  /**
   * A case's folder with the links of its links.txt, which are not in the sources because tools
   * that copy those would follow them; beside it a file that no definition may reach.
   */
  private static Path copy(String name, Path temporary) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("case").resolve(name));
    Files.writeString(temporary.resolve("case/outside.txt"), "#!/bin/sh\n");
    Path from = CASES.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.skip(1).toList()) {
        Files.copy(file, folder.resolve(from.relativize(file).toString()));
      }
    }
    Path links = from.resolve("links.txt");
    for (String line : Files.exists(links) ? Files.readAllLines(links) : List.<String>of()) {
      String[] words = line.split(" ");
      Files.createSymbolicLink(folder.resolve(words[0]), Path.of(words[1]));
    }
    return folder;
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
