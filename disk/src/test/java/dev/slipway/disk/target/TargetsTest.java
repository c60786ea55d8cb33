package dev.slipway.disk.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.convert.Conversion;
import dev.slipway.disk.target.Subject.Firmware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TargetsTest {
  private static final int SIZE = 3 << 20;

  @TempDir Path folder;
  private Path raw = Path.of("");

  @BeforeEach
  void makeDisk() throws IOException {
    raw = folder.resolve("disk.raw");
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    java.util.Arrays.fill(bytes, 1 << 20, 2 << 20, (byte) 0);
    Files.write(raw, bytes);
  }

  private Targets targets() {
    return new Targets(Settings.DEFAULT, folder);
  }

  private static Subject subject(long size, Firmware firmware) {
    return new Subject("web", "1", size, "amd64", firmware, Instant.EPOCH);
  }

  private Path write(String name) throws IOException {
    Target target = targets().named(name);
    Path file = folder.resolve("web" + target.ending());
    try (Disk disk = Disks.open(raw)) {
      new Conversion()
          .run(
              disk,
              target.destinations(file, subject(disk.size(), Firmware.BOTH), true),
              done -> {});
    }
    return file;
  }

  @Test
  void aFlatVmdkIsADescriptorAndTheDiskItself() throws Exception {
    Path descriptor = write("vmdk-flat");
    assertThat(Files.readString(descriptor))
        .contains("createType=\"monolithicFlat\"")
        .contains("RW 6144 FLAT \"web-workstation-flat.vmdk\" 0");
    assertThat(folder.resolve("web-workstation-flat.vmdk")).hasSameBinaryContentAs(raw);
    Oracle.approve("qemu-img", "compare", "-f", "raw", "-F", "vmdk", raw, descriptor);
    Oracle.approve("vmdkinfo", descriptor);
    try (Disk one = Disks.open(raw);
        Disk other = Disks.open(descriptor)) {
      assertThat(Disks.compare(one, other)).isEqualTo(Disks.compare(one, one));
    }
  }

  @Test
  void twoFilesAreNotCompressedAsOne() {
    assertThatThrownBy(() -> targets().named("vmdk-flat.xz"))
        .hasMessage("vmdk-flat is two files, which cannot be compressed as one; use vmdk-stream");
  }

  @Test
  void whatNoDescriptorCanNameIsRefused() throws Exception {
    Target flat = targets().named("vmdk-flat");
    Path file = folder.resolve("a\"b.vmdk");
    assertThatThrownBy(() -> flat.destinations(file, subject(SIZE, Firmware.BOTH), true))
        .hasMessageContaining("without quotes");
  }

  @Test
  void whatAnImporterWouldRefuseIsRefusedHere() throws Exception {
    Path file = folder.resolve("x");
    assertThatThrownBy(() ->
            targets()
                .named("vhd-azure")
                .destinations(file, subject(SIZE + 512, Firmware.BOTH), true))
        .hasMessageContaining("grow it to 4194304 with --size");
    assertThatThrownBy(() ->
            targets().named("vhd-hyperv").destinations(file, subject(SIZE, Firmware.UEFI), true))
        .hasMessage("web boots by uefi, but machines made of vhd-hyperv start with bios");
    assertThatThrownBy(() -> targets().named("vhdy")).hasMessageContaining("there is no target");
  }
}
