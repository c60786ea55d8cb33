package dev.slipway.disk.vhdx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.Details;
import dev.slipway.disk.Oracle;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it says of a log is in {@link VhdxLogTest}, which has files with one. */
final class VhdxDetailsTest {
  @TempDir Path folder;

  @Test
  void oursSayWhatTheyAreWrittenWith() throws Exception {
    Path raw = Made.raw(folder.resolve("a.raw"), 3 << 20, 2, 1);
    Path vhdx = Made.write(raw, folder.resolve("a.vhdx"), new VhdxEncoding(4 << 20));
    assertThat(Details.of(vhdx))
        .startsWith(
            "type: dynamic",
            "block size: 4194304",
            "logical sector size: 512",
            "physical sector size: 4096",
            "log: empty")
        .hasSize(6);
    assertThat(Details.of(vhdx).getLast()).matches("id: [0-9a-f-]{36}");
  }

  @Test
  void qemusAreFixedWhereTheyWereMadeSo() throws Exception {
    Path file = folder.resolve("q.vhdx");
    Oracle.approve("qemu-img", "create", "-q", "-f", "vhdx", file, "9M");
    assertThat(Details.of(file)).startsWith("type: dynamic").contains("log: empty");
    Oracle.approve(
        "qemu-img",
        "create",
        "-q",
        "-f",
        "vhdx",
        "-o",
        "subformat=fixed,block_size=2M",
        file,
        "9M");
    assertThat(Details.of(file)).startsWith("type: fixed", "block size: 2097152");
  }
}
