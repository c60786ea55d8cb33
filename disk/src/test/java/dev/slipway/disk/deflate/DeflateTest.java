package dev.slipway.disk.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeflateTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void whatItMakesInflatesToTheSameBytes(int level) throws Exception {
    Deflate deflate = new Deflate(level);
    SplittableRandom random = new SplittableRandom(level);
    for (int i = 0; i < 120; i++) {
      int count = 1 + random.nextInt(1 << 1 + random.nextInt(18));
      int from = random.nextInt(100);
      byte[] input = input(random, from + count + 5);
      byte[] output = new byte[2 * count + 1000];
      int length = deflate.compress(input, from, count, output, 7, output.length - 7);
      assertThat(inflate(output, 7, length, count))
          .isEqualTo(Arrays.copyOfRange(input, from, from + count));
    }
  }

  @Test
  void largeInputsAndTheSameAgainGiveTheSameStream() throws Exception {
    Deflate deflate = new Deflate(6);
    byte[] input = input(new SplittableRandom(3), 2 << 20);
    byte[] output = new byte[4 << 20];
    int length = deflate.compress(input, 0, input.length, output, 0, output.length);
    assertThat(inflate(output, 0, length, input.length)).isEqualTo(input);
    byte[] again = new byte[4 << 20];
    for (int i = 0; i < 3; i++) {
      assertThat(deflate.compress(input, 0, input.length, again, 0, again.length))
          .isEqualTo(length);
      assertThat(again).isEqualTo(output);
    }
  }

  @Test
  void numbersThatStartAnewDoNotChangeTheStream() {
    byte[] input = new byte[1 << 21];
    byte[] output = new byte[1 << 16];
    Deflate deflate = new Deflate(1);
    int first = deflate.compress(input, 0, input.length, output, 0, output.length);
    for (int i = 0; i < 600; i++) {
      assertThat(deflate.compress(input, 0, input.length, output, 0, output.length))
          .isEqualTo(first);
    }
  }

  @Test
  void whatDoesNotFitIsNotWritten() {
    byte[] noise = new byte[65536];
    new SplittableRandom(1).nextBytes(noise);
    byte[] output = new byte[65536];
    assertThat(new Deflate(6).compress(noise, 0, noise.length, output, 0, 61440)).isZero();
    assertThat(output).containsOnly(0);
  }

  /** Noise, runs, words and copies of what was before, near and far. */
  private static byte[] input(SplittableRandom random, int count) {
    byte[] bytes = new byte[count];
    int at = 0;
    while (at < count) {
      int length = Math.min(count - at, 1 + random.nextInt(700));
      int kind = random.nextInt(5);
      byte value = (byte) random.nextInt();
      for (int i = at; i < at + length; i++) {
        bytes[i] =
            switch (kind) {
              case 0 -> (byte) random.nextInt();
              case 1 -> value;
              case 2 -> (byte) ('a' + Math.min(random.nextInt(26), random.nextInt(26)));
              case 3 -> i >= 40_000 ? bytes[i - 32_768] : 0;
              default -> i > 300 ? bytes[i - 1 - (value & 0xff)] : value;
            };
      }
      at += length;
    }
    return bytes;
  }

  private static byte[] inflate(byte[] stream, int from, int length, int count)
      throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(stream, from, length);
      byte[] bytes = new byte[count + 1];
      int done = inflater.inflate(bytes);
      assertThat(inflater.finished()).isTrue();
      assertThat(inflater.getRemaining()).isZero();
      return Arrays.copyOf(bytes, done);
    } finally {
      inflater.end();
    }
  }
}
