package dev.slipway.release.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.release.ReleaseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
  @Test
  void comeInThisOrder() throws Exception {
    List<String> ascending =
        List.of(
            "0+dev.1",
            "0+dev.2",
            "0+dev.10",
            "1-alpha",
            "1-rc.1",
            "1-rc.2",
            "1",
            "1+dev.1",
            "1+dev.1795766400",
            "1.0.1",
            "1.2",
            "1.10",
            "1.a",
            "2",
            "10");
    List<Version> versions = new ArrayList<>();
    for (String each : ascending) {
      versions.add(Version.parse(each));
    }
    Collections.reverse(versions);
    Collections.sort(versions);
    assertThat(versions).map(Version::toString).isEqualTo(ascending);
    assertThat(Version.parse("1.0")).isEqualByComparingTo(Version.parse("1"));
  }

  @ParameterizedTest
  @CsvSource({
    "0+dev.1, 0+dev.2",
    "1, 1+dev.1",
    "1.2, 1.2+dev.1",
    "3+dev.9, 3+dev.10",
    "1-rc.1, 1-rc.1+dev.1",
    "1+build.3, 1+build.4",
  })
  void forDevelopment(String last, String next) throws Exception {
    assertThat(Version.nextDev(Optional.of(Version.parse(last)))).hasToString(next);
  }

  @Test
  void theFirstOnes() throws Exception {
    assertThat(Version.nextDev(Optional.empty())).hasToString("0+dev.1");
    assertThat(Version.FIRST_FINAL).hasToString("1");
    assertThat(Version.nextDev(Optional.empty()).stamped(1795766400))
        .hasToString("0+dev.1795766400");
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "1.2, 1.3", "1.2-rc.1+dev.3, 1.3", "0+dev.4, 1"})
  void final_(String last, String next) throws Exception {
    assertThat(Version.parse(last).nextFinal()).hasToString(next);
  }

  @Test
  void nothingComesByItselfAfterAWord() throws Exception {
    Version word = Version.parse("1.x");
    assertThatThrownBy(word::nextFinal).hasMessageContaining("give one with --version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1..2", "1-", "1+", "a b", "1/2", "..", "1+x+y", "ü", "1-a/../b"})
  void areNotAnything(String written) {
    assertThatThrownBy(() -> Version.parse(written))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("is no version");
  }
}
