package dev.slipway.definition.kickstart;

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
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KickstartReaderTest {
  private static final Path CASES = Path.of("src/test/resources/kickstarts");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int LARGEST = 4 << 20;
  private static final List<String> PIECES =
      List.of(
          "%end",
          "%packages\n",
          "%post",
          "\n%end\n",
          "\"",
          "'",
          "\\",
          "\\\n",
          "#",
          "--",
          "=",
          " ",
          "\t",
          "@",
          "@^",
          "-",
          "\n",
          "\r",
          "é",
          "😀",
          "\u0000",
          "%include x",
          "--size=");

  private final KickstartReader reader = new KickstartReader();

  static List<String> cases() throws IOException {
    return new Goldens(CASES).names();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsAsItsGoldensSay(String name) throws IOException {
    byte[] input = Files.readAllBytes(CASES.resolve(name).resolve("input.ks"));
    KickstartReader.Result result = reader.read("input.ks", input);
    String parts =
        result.kickstart().stream()
            .flatMap(kickstart -> kickstart.parts().stream())
            .map(KickstartReaderTest::shown)
            .collect(Collectors.joining());
    new Goldens(CASES).check(name, result.diagnostics(), parts);
  }

  @Test
  void keepsPasswordsAndScriptsThatItDoesNotShow() throws IOException {
    Kickstart kickstart =
        reader.read(CASES.resolve("cloud-image/input.ks")).kickstart().orElseThrow();
    assertThat(kickstart.all(Account.class))
        .singleElement()
        .satisfies(one -> assertThat(one.password()).hasValue(secret("$6$salt$FWR/notshown")));
    assertThat(kickstart.all(Repository.class).getFirst().base().orElseThrow().text())
        .contains("builder:hunter2@");
    assertThat(kickstart.all(Script.class).get(1).body())
        .isEqualTo("passwd -l root\necho \"PASSWORD=hunter2\" > /dev/null\n");
    assertThat(kickstart.all(Bootloader.class).getFirst().arguments())
        .hasValue("no_timer_check console=tty1 console=ttyS0,115200n8");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whateverIsDoneToItIsReadOrSaidWhyNot(String name) throws IOException {
    byte[] input = Files.readAllBytes(CASES.resolve(name).resolve("input.ks"));
    if (input.length > 0) {
      String good = new String(input, StandardCharsets.UTF_8);
      Assertions.assertTimeout(LONG, () -> new Mutations(good, PIECES).each(this::check));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\n",
        "%x\n",
        "%end\n",
        "%packages\n",
        "%include\n",
        "\\\n",
        "\"\n",
        "\"",
        "a ",
        "\\",
        "rootpw --lock\n",
        "part --a=\n",
        "@\n",
        "%post\n%end\n",
        "é",
        "\n"
      })
  void theLargestFilesAreReadInBoundedTime(String piece) {
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    String text = piece.repeat(LARGEST / bytes.length);
    Assertions.assertTimeout(
        LONG,
        () -> {
          check(text.getBytes(StandardCharsets.UTF_8));
          check(("%packages\n" + text.substring(32)).getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void noiseIsNoKickstart() {
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      byte[] noise = new byte[random.nextInt(2000)];
      random.nextBytes(noise);
      check(noise);
    }
  }

  @Test
  void whatIsTooLargeIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("large.ks"), new byte[LARGEST + 1]);
    assertThat(reader.read(file).diagnostics())
        .singleElement()
        .hasToString(
            file
                + ": error: is larger than 4 MiB; a kickstart is short: have its scripts download"
                + " what is large");
  }

  @Test
  void whatIsNotThereIsSaid(@TempDir Path folder) {
    Path file = folder.resolve("a.ks");
    assertThat(reader.read(file).diagnostics())
        .singleElement()
        .hasToString(file + ": error: cannot be read: there is no such file");
    assertThat(reader.read(folder).kickstart()).isEmpty();
  }

  private void check(byte[] bytes) {
    KickstartReader.Result result = reader.read("a.ks", bytes);
    boolean errors = result.diagnostics().stream().anyMatch(d -> d.severity() == Severity.ERROR);
    assertThat(errors).isNotEqualTo(result.kickstart().isPresent());
    assertThat(result.diagnostics()).hasSizeLessThan(102);
  }

  private static Secret secret(String text) {
    return new Secret(text, true);
  }

  private static String shown(Part part) {
    String own = part + "\n";
    return part instanceof Packages packages
        ? own.substring(0, own.indexOf(", choices"))
            + "]\n"
            + packages.choices().stream()
                .map(choice -> "  " + choice + "\n")
                .collect(Collectors.joining())
        : own;
  }
}
