package dev.slipway.disk.gce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.archive.TestDisks;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GceEncodingTest {
  private static final GceEncoding ENCODING = new GceEncoding(6, TestDisks.TIME);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 26, 200})
  void gnuTarUnpacksTheSameDisk(int stretches) throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 1L << 30, stretches, stretches);
    Path image = folder.resolve("a.tar.gz");
    TestDisks.write(raw, image, ENCODING);
    Oracle.approve("gzip", "-t", image);
    assertThat(Oracle.approve("tar", "--numeric-owner", "--utc", "-tvzf", image))
        .isEqualTo("-rw-r--r-- 0/0      1073741824 2026-01-02 03:04 disk.raw\n");
    Oracle.approve("tar", "-C", folder, "-xSzf", image);
    Oracle.approve(
        "qemu-img", "compare", "-f", "raw", "-F", "raw", raw, folder.resolve("disk.raw"));
    TestDisks.same(raw, image);
    assertThat(Disks.check(image).findings()).isEmpty();
  }

  @Test
  void pythonReadsTheHeaders() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 1L << 31, 40, 9);
    Path image = folder.resolve("a.tar.gz");
    TestDisks.write(raw, image, ENCODING);
    String program =
        "import tarfile,sys; t=tarfile.open(sys.argv[1]); m=t.getmembers();"
            + "print(len(m), m[0].name, m[0].size, m[0].issparse())";
    assertThat(Oracle.approve("python3", "-c", program, image))
        .isEqualTo("1 disk.raw 2147483648 True\n");
  }

  @Test
  void aLargeDiskWithLittleDataIsSmall() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 2L << 40, 3, 4);
    Path image = folder.resolve("a.tar.gz");
    String digest = TestDisks.write(raw, image, ENCODING).sha256();
    assertThat(Files.size(image)).isLessThan(1 << 20);
    assertThat(Oracle.approve("tar", "-tvzf", image)).contains(" 2199023255552 ");
    TestDisks.same(raw, image);
    assertThat(TestDisks.write(raw, image, ENCODING).sha256()).isEqualTo(digest);
    assertThat(Oracle.approve("sha256sum", image)).startsWith(digest);
  }

  @Test
  void disksOfOtherSizesAreRefused() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), (1L << 30) + 512, 1, 4);
    assertThatThrownBy(() -> TestDisks.write(raw, folder.resolve("a.tar.gz"), ENCODING))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("grow it to 2147483648");
  }
}
