package dev.slipway.disk.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.Oracle;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwapVolumeTest {
  private static final UUID ID = UUID.fromString("01234567-89ab-4def-8123-456789abcdef");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {40960, 1 << 20, 32 << 20})
  void itHasTheBytesThatMkswapWrites(long size) throws Exception {
    Path ours = Oracle.write(new SwapVolume(size, ID, "swap space"), folder.resolve("ours"));
    Path theirs = folder.resolve("theirs");
    try (var file = new RandomAccessFile(theirs.toFile(), "rw")) {
      file.setLength(size);
    }
    Oracle.approve("mkswap", "-U", ID, "-L", "swap space", "-p", "4096", theirs);

    assertThat(Oracle.approve("cmp", ours, theirs)).isEmpty();
    assertThat(Oracle.approve("blkid", "-p", "-o", "export", ours))
        .contains("LABEL=swap\\ space", "UUID=" + ID, "TYPE=swap");
    assertThat(Oracle.approve("swaplabel", ours)).contains("swap space", ID.toString());
    Files.delete(ours);
  }

  @Test
  void whatCannotBeIsRefused() {
    for (long size : new long[] {0, 36864, 40961, -4096, 4096 * ((1L << 32) + 1)}) {
      assertThatThrownBy(() -> new SwapVolume(size, ID, "")).isInstanceOf(DiskException.class);
    }
    assertThatThrownBy(() -> new SwapVolume(1 << 20, ID, "sixteen letters!"))
        .hasMessageContaining("16 bytes; 15 fit");
  }
}
