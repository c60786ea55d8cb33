package dev.slipway.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Qcow2OverlayTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private Path base;

  @BeforeEach
  void makeBase() throws Exception {
    base = Patterns.sparse(folder.resolve("base.raw"), 20 * MIB, 10, 1);
  }

  @Test
  void readsAsItsBaseAndNamesItRelatively() throws Exception {
    Path overlay = folder.resolve("overlay.qcow2");
    Qcow2Overlay.create(overlay, base);
    Tool.ok("qemu-img", "check", overlay);
    Tool.ok("qemu-img", "compare", base, overlay);
    assertThat(Tool.ok("qemu-img", "info", "--output=json", overlay))
        .contains("\"backing-filename\": \"base.raw\"", "\"backing-filename-format\": \"raw\"");
  }

  @Test
  void takesWritesAndLeavesItsBase() throws Exception {
    Path overlay = folder.resolve("overlay.qcow2");
    String before = Disks.sha256(base);
    Qcow2Overlay.create(overlay, base, 40 * MIB);
    Tool.ok("qemu-io", "-c", "write -P 77 30M 1M", "-c", "write -P 78 5M 1k", overlay);
    Tool.ok("qemu-img", "check", overlay);
    assertThat(Disks.sha256(base)).isEqualTo(before);
    Path flat = folder.resolve("flat.raw");
    Tool.ok("qemu-img", "convert", "-O", "raw", overlay, flat);
    try (Disk one = Disks.open(flat);
        Disk other = Disks.open(overlay)) {
      assertThat(Disks.compare(one, other).identical()).isTrue();
    }
  }

  @Test
  void namesABaseElsewhereAbsolutely() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path overlay = elsewhere.resolve("overlay.qcow2");
    Qcow2Overlay.create(overlay, base);
    Tool.ok("qemu-img", "compare", base, overlay);
    assertThatThrownBy(() -> Disks.open(overlay))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("backing file " + base.toRealPath());
    try (Disk one = Disks.open(base);
        Disk other = Disks.open(overlay, Opening.READ.withBackingIn(folder))) {
      assertThat(Disks.compare(one, other).identical()).isTrue();
    }
  }

  @Test
  void refusesWhatWouldLoseData() throws Exception {
    Path overlay = Files.writeString(folder.resolve("there.qcow2"), "precious");
    assertThatThrownBy(() -> Qcow2Overlay.create(overlay, base))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("exists already");
    assertThat(overlay).hasContent("precious");
    assertThatThrownBy(() -> Qcow2Overlay.create(folder.resolve("small"), base, 10 * MIB))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("are fewer than");
    assertThatThrownBy(() -> Qcow2Overlay.create(folder.resolve("no"), folder.resolve("missing")))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("does not exist");
    assertThat(folder.resolve("small")).doesNotExist();
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void refusesABaseThatNoMachineCouldRead() throws Exception {
    Tool.ok("gzip", "-k", base);
    Path packed = base.resolveSibling(base.getFileName() + ".gz");
    assertThatThrownBy(() -> Qcow2Overlay.create(folder.resolve("no"), packed))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("take it out with `slipway disk convert`");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"65536,2", "512,3", "2097152,3", "512,2"})
  void clustersAndVersionsAreAChoice(int clusterSize, int version) throws Exception {
    Path overlay = folder.resolve("overlay.qcow2");
    Qcow2Options options =
        Qcow2Options.of(Compression.NONE).withClusterSize(clusterSize).withVersion(version);
    new Qcow2Overlay(Optional.of(DiskFormat.RAW), OptionalLong.of(500 * MIB), options)
        .createFor(overlay, base);
    Tool.ok("qemu-img", "check", overlay);
    Tool.ok("qemu-io", "-c", "write -P 77 300M 1M", overlay);
    Tool.ok("qemu-img", "check", overlay);
    Qcow2Info info = Qcow2Info.read(overlay);
    assertThat(info.version()).isEqualTo(version);
    assertThat(info.backingFormat()).contains("raw");
    assertThat(Qcow2Check.check(overlay).clean()).isTrue();
  }

  @Test
  void aBaseIsNotProbedWhereItsFormatIsGiven() throws Exception {
    Path image = folder.resolve("guest.raw");
    Tool.ok("qemu-img", "create", "-f", "qcow2", image, "1G");
    Path overlay = folder.resolve("overlay.qcow2");
    new Qcow2Overlay(
            Optional.of(DiskFormat.RAW), OptionalLong.empty(), Qcow2Options.of(Compression.NONE))
        .createFor(overlay, image);
    try (Disk disk = Disks.open(overlay)) {
      // Whole sectors, as QEMU counts them.
      assertThat(disk.size()).isEqualTo((Files.size(image) + 511) / 512 * 512);
    }
  }
}
