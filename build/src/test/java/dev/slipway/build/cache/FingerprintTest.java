package dev.slipway.build.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
  @Test
  void theSameIngredientsGiveTheSameId() {
    assertThat(of("a", "1", "b", "2")).isEqualTo(of("a", "1", "b", "2"));
    assertThat(of("a", "1").id()).matches("[0-9a-f]{64}");
    assertThat(of("a", "1").id()).startsWith(of("a", "1").folder());
  }

  @Test
  void anyChangeGivesAnotherId() {
    assertThat(of("a", "1", "b", "2").id())
        .isNotEqualTo(of("a", "1", "b", "3").id())
        .isNotEqualTo(of("a", "1", "c", "2").id())
        .isNotEqualTo(of("a", "1").id())
        .as("the order counts, as it does for scripts")
        .isNotEqualTo(of("b", "2", "a", "1").id());
    assertThat(Fingerprint.of("one").build().id())
        .isNotEqualTo(Fingerprint.of("other").build().id());
  }

  @Test
  void lettersDoNotMoveFromOneIngredientIntoTheNext() {
    assertThat(of("ab", "c").id()).isNotEqualTo(of("a", "bc").id());
    assertThat(of("a", "1:b").id()).isNotEqualTo(of("a1:", "b").id());
    assertThat(of("a", "", "b", "x").id()).isNotEqualTo(of("a", "x", "b", "").id());
    assertThat(of("a", "1:b2:xy").id()).isNotEqualTo(of("a", "", "b", "xy").id());
  }

  @Test
  void longTextsAreKeptAsTheirDigest() {
    String text = "x".repeat(65);
    assertThat(of("a", text).ingredients())
        .containsEntry("a", Fingerprint.sha256(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(of("a", text).id()).isNotEqualTo(of("a", text + "x").id());
    assertThat(of("a", "x".repeat(64)).ingredients()).containsEntry("a", "x".repeat(64));
  }

  @Test
  void aLabelStandsForOneIngredient() {
    Fingerprint.Builder builder = Fingerprint.of("kind").add("a", "1");
    assertThatThrownBy(() -> builder.add("a", "1")).hasMessageContaining("two ingredients named a");
  }

  @Test
  void filesAreHashedAsSha256sumDoes(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "abc");
    assertThat(Fingerprint.sha256(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        .isEqualTo(Fingerprint.sha256("abc".getBytes(StandardCharsets.UTF_8)));
  }

  private static Fingerprint of(String... labelsAndTexts) {
    Fingerprint.Builder builder = Fingerprint.of("test");
    for (int i = 0; i < labelsAndTexts.length; i += 2) {
      builder.add(labelsAndTexts[i], labelsAndTexts[i + 1]);
    }
    return builder.build();
  }
}
