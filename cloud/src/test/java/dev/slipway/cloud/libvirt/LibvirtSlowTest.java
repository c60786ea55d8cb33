package dev.slipway.cloud.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.MacAddress;
import dev.slipway.cloud.TestDisk;
import dev.slipway.cloud.qemu.Acceleration;
import dev.slipway.cloud.qemu.Drive;
import dev.slipway.cloud.qemu.Overlay;
import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LibvirtSlowTest {
  @TempDir Path folder;

  @Test
  void aRealLibvirtStartsWhatIsPrinted() throws Exception {
    Path net = Files.createDirectories(folder.resolve("net"));
    Files.createDirectories(net.resolve("virbr0/bridge"));
    Path base = TestDisk.write(folder.resolve("base.raw"), "login:");
    Path context = Files.write(folder.resolve("context & more.iso"), new byte[2048]);
    UUID id = UUID.fromString("6c7d5a38-0a3e-4b38-9d5f-1f1f3e2a9c11");
    List<String> line = new ArrayList<>(NAMESPACE);
    line.add(script().toString());
    for (Firmware firmware : Firmware.values()) {
      Path disk = folder.resolve(firmware + "'s <disk>.qcow2");
      Overlay.create(disk, base, 0);
      LibvirtSpec spec =
          new LibvirtSpec(
              "test-" + firmware,
              firmware == Firmware.UEFI ? Optional.of(id) : Optional.empty(),
              Architecture.AMD64,
              firmware,
              256,
              1,
              disk,
              Optional.of(context),
              firmware == Firmware.UEFI ? Drive.Bus.SCSI_CDROM : Drive.Bus.VIRTIO,
              "virbr0",
              MacAddress.fromName("test"));
      String xml = new LibvirtTemplate(net).print(spec, Acceleration.TCG, List.of());
      line.add(Files.writeString(folder.resolve(spec.name() + ".xml"), xml).toString());
    }
    List<String> said = Command.of(line).timeout(Duration.ofMinutes(2)).lines();
    assertThat(said).filteredOn("running"::equals).hasSize(2);
    assertThat(KnownDomains.parse(said, "here"))
        .contains(new Domain("test-uefi", Optional.of(id), "here"))
        .anyMatch(domain -> domain.name().equals("test-bios"));
  }

  private static final List<String> NAMESPACE =
      List.of(
          "unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh");

  private static Path script() throws Exception {
    return Path.of(
        Objects.requireNonNull(LibvirtSlowTest.class.getResource("with-libvirt.sh")).toURI());
  }

  @Test
  void saysNothingWhereNoLibvirtAnswers() throws Exception {
    assertThat(KnownDomains.ofLibvirt("qemu+unix:///system?socket=/nowhere")).isEmpty();
  }
}
