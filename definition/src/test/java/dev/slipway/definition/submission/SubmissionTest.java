package dev.slipway.definition.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "slipway.yml, DEFINITION",
    "other.yml, DEFINITION",
    "a.ks, KICKSTART",
    "ks.cfg, KICKSTART",
    "anaconda-ks.cfg, KICKSTART",
    "imagebuild.conf, IMAGE_BUILD",
    "boot_imagebuild.conf, IMAGE_BUILD",
    "deploy.conf, DEFINITION"
  })
  void isToldByItsName(String name, Submission.Kind kind) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    assertThat(Submission.of(file)).isEqualTo(new Submission(kind, file));
    if (kind != Submission.Kind.DEFINITION) {
      assertThat(Submission.of(folder)).isEqualTo(new Submission(kind, file));
    }
  }

  @Test
  void aDefinitionComesBeforeWhatIsBesideIt() throws IOException {
    Files.createFile(folder.resolve("a.ks"));
    Path conf = Files.createFile(folder.resolve("imagebuild.conf"));
    assertThat(Submission.of(folder).file()).isEqualTo(conf);
    Path definition = Files.createFile(folder.resolve("slipway.yml"));
    assertThat(Submission.of(folder))
        .isEqualTo(new Submission(Submission.Kind.DEFINITION, definition));
    assertThat(Submission.of(folder).refusal()).isEmpty();
  }

  @Test
  void whatHasNoMistakesIsRefusedForNow() throws IOException {
    Path file = Files.writeString(folder.resolve("a.ks"), "lang en_US\n");
    assertThat(Submission.of(file).refusal())
        .singleElement()
        .hasToString(
            file
                + ": error: parsed without mistakes; building RPM-based systems is not there yet:"
                + " Debian is built, from a slipway.yml");
  }

  @Test
  void mistakesAreSaidFirst() throws IOException {
    Path file = Files.writeString(folder.resolve("imagebuild.conf"), "[DEFAULT]\narch=x\n");
    assertThat(Submission.of(folder).refusal())
        .extracting(Diagnostic::toString)
        .containsExactly(
            file + ":1:1: error: [DEFAULT] needs `type`, as in type=live",
            file
                + ":2:1: error: `arch`: `x` is none of `x86_64`, `i686`, `aarch64`, `amd64`,"
                + " `i386`, `arm64`");
  }
}
