package dev.slipway.disk.xz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Oracle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.XZInputStream;

/** What xz makes, by the system's library and in Java. */
final class XzTest {
  @TempDir Path folder;

  private interface Opener {
    InputStream open(InputStream in) throws IOException;
  }

  static Stream<Opener> openers() {
    return Stream.of(
        Xz::open, in -> new LzmaInput(in, 80L << 20), in -> new XZInputStream(in, 80 << 10));
  }

  private byte[] packed(byte[] bytes, String... options) throws Exception {
    Path file = folder.resolve("file");
    Files.write(file, bytes);
    Object[] line = Stream.concat(Stream.of("xz", "-kf"), Stream.of(options)).toArray();
    Object[] whole = Arrays.copyOf(line, line.length + 1);
    whole[line.length] = file;
    Oracle.approve(whole);
    return Files.readAllBytes(folder.resolve("file.xz"));
  }

  private static byte[] sample(int size) {
    SplittableRandom random = new SplittableRandom(size);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (random.nextInt(5) == 0 ? random.nextInt() : i / 50);
    }
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("openers")
  void readsWhatXzMakes(Opener opener) throws Exception {
    for (int size : new int[] {0, 1, 131071, 131072, 131073, 700_000}) {
      byte[] bytes = sample(size);
      for (String check : new String[] {"crc32", "crc64", "sha256", "none"}) {
        byte[] xz = packed(bytes, "--check=" + check);
        try (InputStream in = opener.open(new ByteArrayInputStream(xz))) {
          assertThat(in.readAllBytes()).isEqualTo(bytes);
          assertThat(in.read()).isEqualTo(-1);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("openers")
  void readsSeveralStreamsAsOne(Opener opener) throws Exception {
    byte[] one = packed(sample(1000));
    byte[] two = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, two, one.length, one.length);
    try (InputStream in = opener.open(new ByteArrayInputStream(two))) {
      assertThat(in.readAllBytes()).hasSize(2000).startsWith(sample(1000));
    }
  }

  @ParameterizedTest
  @MethodSource("openers")
  void refusesWhatIsDamagedOrTruncated(Opener opener) throws Exception {
    byte[] xz = packed(sample(100_000));
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bad = xz.clone();
      if (seed % 2 == 0) {
        bad = Arrays.copyOf(bad, random.nextInt(bad.length));
      } else {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      byte[] victim = bad;
      assertThatThrownBy(
              () -> {
                try (InputStream in = opener.open(new ByteArrayInputStream(victim))) {
                  in.readAllBytes();
                }
              })
          .as("seed " + seed)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    byte[] xz = packed(sample(100_000));
    assertThatThrownBy(() -> read(Arrays.copyOf(xz, xz.length / 2)))
        .hasMessage("the .xz data end too early");
    assertThatThrownBy(() -> read(new byte[100])).hasMessage("these are no .xz data");
    byte[] damaged = xz.clone();
    damaged[xz.length / 2] ^= 1;
    assertThatThrownBy(() -> read(damaged)).hasMessage("the .xz data are damaged");
    byte[] demanding = packed(sample(1000), "--lzma2=dict=512MiB");
    assertThatThrownBy(() -> read(demanding))
        .hasMessage("the .xz data want more memory than is allowed here");
  }

  private static void read(byte[] bytes) throws IOException {
    try (InputStream in = new LzmaInput(new ByteArrayInputStream(bytes), 80L << 20)) {
      in.readAllBytes();
    }
  }
}
