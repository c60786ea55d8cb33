package dev.slipway.definition.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/definition.md: its examples are read, and it has every key. */
class DocumentationTest {
  private static final Path PAGE = Path.of("../docs/definition.md");
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final String HEAD = "name: a\nversion: \"1\"\n";
  private static final String BASE = "base: {debian: bookworm}\n";

  @TempDir Path folder;

  static List<String> examples() throws IOException {
    return EXAMPLE.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();
  }

  @BeforeEach
  void writeNamedFiles() throws IOException {
    for (String name : List.of("keys/own.gpg", "files/motd", "files/tree/etc/x")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    }
    Files.createDirectory(folder.resolve("scripts"));
    Files.writeString(folder.resolve("scripts/10-base.sh"), "#!/bin/sh\n");
    Files.writeString(folder.resolve("scripts/20-maven.sh"), "#!/bin/sh\n");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleIsRead(String example) throws IOException {
    String head = example.startsWith("name:") ? "" : HEAD;
    String base = Pattern.compile("(?m)^base:").matcher(example).find() ? "" : BASE;
    Files.writeString(folder.resolve("slipway.yml"), head + base + example);
    DefinitionReader.Result result = new DefinitionReader(Architecture.AMD64).read(folder);
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.definition()).isPresent();
  }

  @Test
  void hasEveryKey() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(keys().filter(key -> !page.contains("`" + key + "`"))).isEmpty();
    assertThat(TopLevel.KEYS.known()).allMatch(key -> page.contains("| [`" + key + "`]("));
  }

  @Test
  void everyKeyIsInSomeExample() throws IOException {
    String examples = String.join("", examples());
    assertThat(keys().filter(key -> !examples.contains(key + ":"))).isEmpty();
  }

  private static Stream<String> keys() {
    return Stream.of(
            TopLevel.KEYS,
            BaseReader.KEYS,
            KernelReader.KEYS,
            PackagesReader.KEYS,
            FilesReader.KEYS,
            ScriptsReader.KEYS,
            ServicesReader.KEYS,
            UsersReader.KEYS,
            DiskReader.KEYS,
            DiskReader.ROOT_KEYS,
            FormatsReader.QCOW2_KEYS,
            TestReader.KEYS)
        .flatMap(keys -> keys.known().stream());
  }
}
