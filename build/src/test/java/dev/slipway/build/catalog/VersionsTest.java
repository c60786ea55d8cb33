package dev.slipway.build.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
  /** Oldest first; those of deb-version(7) and Debian's policy, and what images are called. */
  private static final List<String> ASCENDING =
      List.of(
          "~~",
          "~~a",
          "~",
          "0.4.0~rc1",
          "0.4.0",
          "0.4.0-1",
          "0.4.0+b1",
          "0.4.0a",
          "0.4.0a-1",
          "0.4.1",
          "0.4.9",
          "0.4.10",
          "0.40",
          "1",
          "1.0~beta1~svn1245",
          "1.0~beta1",
          "1.0",
          "1.0-1",
          "1.0-1.1",
          "1.0-10",
          "1.0a",
          "1.0+dfsg",
          "1.0.0",
          "1.2.3-4",
          "9",
          "12",
          "12.4+deb12u9",
          "12.4+deb12u15",
          "2026.01.31",
          "2026.1.31.1",
          "99999999999999999998",
          "99999999999999999999");

  @Test
  void theOrderIsAntisymmetricAndTransitive() {
    for (String a : ASCENDING) {
      assertThat(Versions.ORDER.compare(a, a)).isZero();
      for (String b : ASCENDING) {
        int order = Integer.signum(Versions.ORDER.compare(a, b));
        assertThat(Integer.signum(Versions.ORDER.compare(b, a))).as(a + " " + b).isEqualTo(-order);
        for (String c : ASCENDING) {
          if (order <= 0 && Versions.ORDER.compare(b, c) <= 0) {
            assertThat(Versions.ORDER.compare(a, c))
                .as(a + " " + b + " " + c)
                .isLessThanOrEqualTo(0);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0~",
    "1.0, 1.0~rc1",
    "1.0a, 1.0",
    "1.0+, 1.0a",
    "1.10, 1.9",
    "1.0-2, 1.0-1",
    "1.0.1, 1.0-1",
    "1+a, 1-1",
    "2-1, 1-9",
    "1-a+1, 1-a",
    "10, 9",
    "b, a",
    "a1, a0",
  })
  void theNewerOneIsGreater(String newer, String older) {
    assertThat(Versions.ORDER.compare(newer, older)).isPositive();
    assertThat(Versions.ORDER.compare(older, newer)).isNegative();
  }

  @ParameterizedTest
  @CsvSource({"1.0, 1.00", "01, 1", "0, ''", "1., 1.0", "1-0, 1"})
  void zeroesInFrontAndMissingNumbersDoNotCount(String a, String b) {
    assertThat(Versions.ORDER.compare(a, b)).isZero();
  }

  /** dpkg itself is asked, in one go, for each two neighbours and some further apart. */
  @Test
  void dpkgSaysTheSame() throws Exception {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < ASCENDING.size(); i++) {
      for (int j = i + 1; j < Math.min(ASCENDING.size(), i + 4); j++) {
        String a = ASCENDING.get(i);
        String b = ASCENDING.get(j);
        if (Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0))) {
          String word = Versions.ORDER.compare(a, b) < 0 ? "lt" : "ge";
          script.append(
              "dpkg --compare-versions %s %s %s || echo %s %s %s\n"
                  .formatted(a, word, b, a, word, b));
        }
      }
    }
    byte[] bytes = script.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(Command.of("sh").input(bytes).lines()).as("what dpkg does not agree with").isEmpty();
  }
}
