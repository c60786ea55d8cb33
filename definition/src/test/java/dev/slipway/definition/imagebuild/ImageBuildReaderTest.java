package dev.slipway.definition.imagebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.Severity;
import dev.slipway.definition.source.Goldens;
import dev.slipway.definition.source.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageBuildReaderTest {
  private static final Path CASES = Path.of("src/test/resources/imagebuilds");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int LARGEST = 1 << 20;
  private static final List<String> PIECES =
      List.of("[", "]", "=", ":", ";", " ;", "#", "\n", "\n ", "@", "://", "%(", "é", "\u0000");

  private final ImageBuildReader reader = new ImageBuildReader();

  static List<String> cases() throws IOException {
    return new Goldens(CASES).names();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsAsItsGoldensSay(String name) throws IOException {
    byte[] input = Files.readAllBytes(CASES.resolve(name).resolve("imagebuild.conf"));
    ImageBuildReader.Result result = reader.read("imagebuild.conf", input);
    String build = result.imageBuild().map(one -> one + "\n").orElse("");
    new Goldens(CASES).check(name, result.diagnostics(), build);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whateverIsDoneToItIsReadOrSaidWhyNot(String name) throws IOException {
    String good = Files.readString(CASES.resolve(name).resolve("imagebuild.conf"));
    Assertions.assertTimeout(LONG, () -> new Mutations(good, PIECES).each(this::check));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[a]\n", "a=\n", " a\n", "a=b\n c\n", "\n", "=", "x: y\n"})
  void theLargestFilesAreReadInBoundedTime(String piece) {
    String text = "[DEFAULT]\na=b\n" + piece.repeat((LARGEST - 20) / piece.length());
    Assertions.assertTimeout(LONG, () -> check(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void check(byte[] bytes) {
    ImageBuildReader.Result result = reader.read("imagebuild.conf", bytes);
    boolean errors = result.diagnostics().stream().anyMatch(d -> d.severity() == Severity.ERROR);
    assertThat(errors).isNotEqualTo(result.imageBuild().isPresent());
  }
}
