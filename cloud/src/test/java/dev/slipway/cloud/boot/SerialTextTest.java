package dev.slipway.cloud.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SerialTextTest {
  private static List<String> lines(String text, int piece) {
    SerialText serial = new SerialText();
    List<String> lines = new ArrayList<>();
    byte[] bytes = text.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i += piece) {
      byte[] part = java.util.Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + piece));
      lines.addAll(serial.accept(part));
    }
    lines.add("> " + serial.partial());
    return lines;
  }

  @Test
  void takesControlCodesOutWhereverAPieceEnds() {
    String text =
        "\u001B[2J\u001B[01;01HBdsDxe: loading\u001B[02;01HBoot0001 \u001B[0m\r\n"
            + "[\u001B[0;32m  OK  \u001B[0m] Started gr\u00fc\u00df.\r"
            + "\n\u001B]0;title\u0007\u001B(Bhost login: ";
    for (int piece : List.of(1, 2, 3, 7, 1000)) {
      assertThat(lines(text, piece))
          .containsExactly(
              "BdsDxe: loading", "Boot0001", "[  OK  ] Started gr\u00fc\u00df.", "> host login:");
    }
  }

  @Test
  void endsALineThatNeverEnds() {
    SerialText serial = new SerialText();
    List<String> lines = serial.accept("x".repeat(200_000).getBytes(UTF_8));
    assertThat(lines).hasSize(3);
  }
}
