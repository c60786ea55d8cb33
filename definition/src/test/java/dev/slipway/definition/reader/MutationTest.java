package dev.slipway.definition.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a good file: it is read, or at least one error says why not. */
class MutationTest {
  private static final Path GOOD = Path.of("src/test/resources/definitions/every-key");
  private static final int CASES = 500;
  private static final List<String> PIECES =
      List.of(
          ": ", "- ", "{", "}", "[", "]", "\"", "'", "\n", "\t", "#", "&a ", "*a", "!!x ", "| ",
          "> ", "%", "@", "`", "null", "~", "true", "1.10", "-1", "..", "/", "\\x", "\u0000", "é",
          "\uFEFF", "? ", "---\n", "...\n", "<<: ", "😀", "\r");

  @TempDir Path folder;

  private final DefinitionReader reader = new DefinitionReader(Architecture.AMD64);

  @BeforeEach
  void copyFiles() throws IOException {
    try (Stream<Path> files = Files.walk(GOOD)) {
      for (Path file : files.skip(1).toList()) {
        Files.copy(file, folder.resolve(GOOD.relativize(file).toString()));
      }
    }
  }

  @Test
  void bytes() throws IOException {
    Random random = new Random(1);
    byte[] good = Files.readAllBytes(GOOD.resolve("slipway.yml"));
    for (int i = 0; i < CASES; i++) {
      byte[] bytes = good.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      check(bytes, "bytes " + i);
    }
  }

  @Test
  void pieces() throws IOException {
    Random random = new Random(2);
    String good = Files.readString(GOOD.resolve("slipway.yml"));
    for (int i = 0; i < CASES; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(4));
        text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
      }
      check(text.toString().getBytes(StandardCharsets.UTF_8), "pieces " + i);
    }
  }

  @Test
  void lines() throws IOException {
    Random random = new Random(3);
    List<String> good = Files.readAllLines(GOOD.resolve("slipway.yml"));
    for (int i = 0; i < CASES; i++) {
      List<String> lines = new ArrayList<>(good);
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(lines.size());
        switch (random.nextInt(4)) {
          case 0 -> lines.remove(at);
          case 1 -> lines.add(at, good.get(random.nextInt(good.size())));
          case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
          default -> lines.set(at, "  " + lines.get(at));
        }
      }
      check(String.join("\n", lines).getBytes(StandardCharsets.UTF_8), "lines " + i);
    }
  }

  @Test
  void truncations() throws IOException {
    byte[] good = Files.readAllBytes(GOOD.resolve("slipway.yml"));
    for (int length = 0; length < good.length; length += 3) {
      ByteArrayOutputStream begin = new ByteArrayOutputStream();
      begin.write(good, 0, length);
      check(begin.toByteArray(), "the first " + length + " bytes");
    }
  }

  private void check(byte[] bytes, String what) throws IOException {
    Files.write(folder.resolve("slipway.yml"), bytes);
    DefinitionReader.Result result = reader.read(folder);
    boolean errors = result.diagnostics().stream().anyMatch(d -> d.severity() == Severity.ERROR);
    assertThat(errors).as(what).isNotEqualTo(result.definition().isPresent());
    result.definition().ifPresent(definition -> checkCanonical(definition, what));
  }

  /** What was read can be written out, and is then the same. */
  private void checkCanonical(Definition definition, String what) {
    try {
      Path file = Files.writeString(folder.resolve("canonical.yml"), definition.canonical());
      DefinitionReader.Result again = reader.read(file);
      assertThat(again.definition().map(Definition::canonical))
          .as(what + ": " + again.diagnostics())
          .hasValue(definition.canonical());
    } catch (IOException e) {
      throw new AssertionError(what, e);
    }
  }
}
