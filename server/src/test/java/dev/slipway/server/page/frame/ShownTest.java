package dev.slipway.server.page.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1048575, 1.0 MiB",
    "106000000, 101 MiB",
    "2147483648, 2.0 GiB",
    "9223372036854775807, 8192 PiB"
  })
  void bytes(long bytes, String shown) {
    assertThat(Shown.bytes(bytes)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0.0 s",
    "940, 0.9 s",
    "59999, 59 s",
    "73000, 1 min 13 s",
    "7500000, 2 h 5 min",
    "273600000, 3 d 4 h"
  })
  void duration(long millis, String shown) {
    assertThat(Shown.duration(Duration.ofMillis(millis))).isEqualTo(shown);
  }

  @Test
  void ago() {
    Instant now = Instant.parse("2026-01-31T12:00:00Z");
    assertThat(Shown.ago(now.plusSeconds(3), now)).as("clocks differ").isEqualTo("just now");
    assertThat(Shown.ago(now.minusSeconds(42), now)).isEqualTo("42 s ago");
    assertThat(Shown.ago(now.plusSeconds(300), now)).isEqualTo("in 5 min");
    assertThat(Shown.ago(now.minusSeconds(7_300), now)).isEqualTo("2 h ago");
    assertThat(Shown.time(now)).isEqualTo("2026-01-31 12:00:00 UTC");
  }

  @Test
  void count() {
    assertThat(Shown.count(1, "build")).isEqualTo("1 build");
    assertThat(Shown.count(12_345, "build")).isEqualTo("12,345 builds");
  }
}
