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
  private static final byte[] LAST_BLOCK = {3, 0};

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
      int length = deflate.compressPart(input, from, count, output, 7);
      assertThat(inflate(output, 7, length, count))
          .isEqualTo(Arrays.copyOfRange(input, from, from + count));
    }
  }

  @Test
  void partsBehindEachOtherAreOneStream() throws Exception {
    Deflate deflate = new Deflate(6);
    byte[] input = input(new SplittableRandom(5), 300_000);
    byte[] output = new byte[400_000];
    int at = 0;
    for (int from = 0; from < input.length; from += 65536) {
      int count = Math.min(65536, input.length - from);
      at += deflate.compressPart(input, from, count, output, at);
    }
    assertThat(inflate(output, 0, at, input.length)).isEqualTo(input);
  }

  @Test
  void theSystemsLibraryMakesWhatInflatesToTheSameBytes() throws Exception {
    assertThat(Isal.available()).as("libisal2 is installed").isTrue();
    SplittableRandom random = new SplittableRandom(11);
    try (Isal isal = Isal.create()) {
      for (int i = 0; i < 300; i++) {
        int count = 1 + random.nextInt(1 << 1 + random.nextInt(18));
        byte[] input = input(random, count);
        byte[] output = new byte[2 * count + 1000];
        int length = isal.compressPart(input, 0, count, output, 7);
        assertThat(inflate(output, 7, length, count)).isEqualTo(input);
      }
    }
  }

  @Test
  void largeInputsAndTheSameAgainGiveTheSameStream() throws Exception {
    Deflate deflate = new Deflate(6);
    byte[] input = input(new SplittableRandom(3), 2 << 20);
    byte[] output = new byte[4 << 20];
    int length = deflate.compressPart(input, 0, input.length, output, 0);
    assertThat(inflate(output, 0, length, input.length)).isEqualTo(input);
    byte[] again = new byte[4 << 20];
    for (int i = 0; i < 3; i++) {
      assertThat(deflate.compressPart(input, 0, input.length, again, 0)).isEqualTo(length);
      assertThat(again).isEqualTo(output);
    }
  }

  @Test
  void numbersThatStartAnewDoNotChangeTheStream() {
    byte[] input = new byte[1 << 21];
    byte[] output = new byte[1 << 16];
    Deflate deflate = new Deflate(1);
    int first = deflate.compressPart(input, 0, input.length, output, 0);
    for (int i = 0; i < 600; i++) {
      assertThat(deflate.compressPart(input, 0, input.length, output, 0)).isEqualTo(first);
    }
  }

  @Test
  void noiseIsStored() throws Exception {
    byte[] noise = new byte[65536];
    new SplittableRandom(1).nextBytes(noise);
    byte[] output = new byte[66000];
    int length = new Deflate(6).compressPart(noise, 0, noise.length, output, 0);
    assertThat(length).isEqualTo(65536 + 10);
    assertThat(inflate(output, 0, length, noise.length)).isEqualTo(noise);
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
      byte[] whole = Arrays.copyOfRange(stream, from, from + length + LAST_BLOCK.length);
      System.arraycopy(LAST_BLOCK, 0, whole, length, LAST_BLOCK.length);
      inflater.setInput(whole);
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
