package dev.slipway.disk.vhd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.RandomDisks;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.vhd.VhdEncoding.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Azure's. */
final class FixedVhdTest extends VhdContract {
  @Override
  protected Encoding encoding() {
    return new VhdEncoding(Kind.FIXED, "win ", 0xa0000, false, Instant.EPOCH);
  }

  @Override
  protected String qemuOptions() {
    return "subformat=fixed";
  }

  /** All of a fixed disk is read and compared, its zeros too. */
  @Override
  protected long largeGib() {
    return 4;
  }

  @Test
  void itIsTheDiskAndAFooter() throws Exception {
    Path raw = RandomDisks.make(folder.resolve("s.raw"), 5L << 20, 9, 9);
    Path file = written(raw, encoding(), folder.resolve("s.vhd"));
    assertThat(Files.size(file)).isEqualTo((5L << 20) + 512);
    assertThat(Files.mismatch(raw, file)).isEqualTo(5L << 20);
  }
}
