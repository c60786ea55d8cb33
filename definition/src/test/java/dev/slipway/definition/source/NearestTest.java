package dev.slipway.definition.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KEYS = List.of("packages", "users", "base", "architectures");

  @Test
  void findsTheWordThatWasMeant() {
    assertThat(Nearest.to("pakages", KEYS)).hasValue("packages");
    assertThat(Nearest.to("PACKAGES", KEYS)).hasValue("packages");
    assertThat(Nearest.to("usres", KEYS)).hasValue("users");
    assertThat(Nearest.to("arch", KEYS)).hasValue("architectures");
    assertThat(Nearest.to("bases", KEYS)).hasValue("base");
  }

  @Test
  void findsNoneWhereNoneIsNear() {
    assertThat(Nearest.to("kernel", KEYS)).isEmpty();
    assertThat(Nearest.to("", KEYS)).isEmpty();
    assertThat(Nearest.to("x".repeat(1_000_000), KEYS)).isEmpty();
  }

  @Test
  void countsASwapOfNeighboursOnce() {
    assertThat(Nearest.distance("gtp", "gpt")).isEqualTo(1);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
  }
}
