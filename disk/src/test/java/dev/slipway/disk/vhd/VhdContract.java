package dev.slipway.disk.vhd;

import dev.slipway.disk.FormatContract;
import dev.slipway.disk.Oracle;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What holds for all VHDs. */
abstract class VhdContract extends FormatContract {
  @Override
  protected String qemuName() {
    return "vpc";
  }

  @Override
  protected int block() {
    return DynamicEncoder.BLOCK;
  }

  @Override
  protected boolean qemuChecks() {
    return false;
  }

  @Override
  protected int headBytes() {
    return 1536 + 512 + 1024;
  }

  @Test
  void libvhdiAndSevenZipKnowIt() throws Exception {
    Path raw = dev.slipway.disk.RandomDisks.make(folder.resolve("o.raw"), 9L << 20, 20, 9);
    Path file = written(raw, encoding(), folder.resolve("o.vhd"));
    org.assertj.core.api.Assertions.assertThat(Oracle.approve("vhdiinfo", file))
        .contains("9437184 bytes");
    Oracle.approve("7zz", "t", file);
  }
}
