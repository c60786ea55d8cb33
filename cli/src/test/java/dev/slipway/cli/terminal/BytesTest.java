package dev.slipway.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

final class BytesTest {
  private final Bytes bytes = new Bytes();

  @Test
  void unitsArePowersOf1024() {
    assertThat(bytes.convert("512")).isEqualTo(512);
    assertThat(bytes.convert("3K")).isEqualTo(3072);
    assertThat(bytes.convert("512M")).isEqualTo(512L << 20);
    assertThat(bytes.convert("10GiB")).isEqualTo(10L << 30);
    assertThat(bytes.convert("2tb")).isEqualTo(2L << 40);
  }

  @Test
  void whatIsNoSizeIsRefusedWithAnExample() {
    for (String wrong : new String[] {"", "G", "1.5G", "-1", "10 G", "1X", "999999999999999T"}) {
      assertThatThrownBy(() -> bytes.convert(wrong))
          .as(wrong)
          .isInstanceOf(TypeConversionException.class)
          .hasMessageContaining("such as 10G");
    }
  }
}
