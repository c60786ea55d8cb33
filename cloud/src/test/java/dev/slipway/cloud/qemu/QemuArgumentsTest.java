package dev.slipway.cloud.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.MacAddress;
import dev.slipway.disk.DiskFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QemuArgumentsTest {
  private static final Abilities TCG = new Abilities(Acceleration.TCG, true, "");
  private static final Abilities KVM = new Abilities(Acceleration.KVM, false, "");
  private static final String SERIAL = "null,id=serial";

  private static Machine machine(Architecture architecture, Firmware firmware) {
    return new Machine(
        "web",
        new UUID(1, 2),
        architecture,
        firmware,
        512,
        2,
        firmware == Firmware.UEFI ? Path.of("/vm/variables.fd") : null,
        List.of(
            Drive.disk(Path.of("/vm/over, lay\".qcow2"), DiskFormat.QCOW2),
            Drive.medium(Path.of("/vm/context.iso"), Drive.Bus.VIRTIO)),
        new Network(MacAddress.fromName("web"), List.of(new PortForward(2222, 22)), false));
  }

  @Test
  void givesNothingThatQemuWouldAdd() throws Exception {
    List<String> line = QemuArguments.of(machine(Architecture.AMD64, Firmware.BIOS), TCG, SERIAL);
    assertThat(line)
        .startsWith("qemu-system-x86_64", "-nodefaults", "-no-user-config", "-name", "web")
        .containsSubsequence("-uuid", "00000000-0000-0001-0000-000000000002")
        .containsSubsequence("-machine", "q35", "-accel", "tcg", "-cpu", "max")
        .containsSubsequence("-m", "512M", "-smp", "2")
        .containsSubsequence("-netdev", "user,id=net0,hostfwd=tcp:127.0.0.1:2222-:22")
        .contains("virtio-net-pci,netdev=net0,romfile=,mac=52:54:00:4b:5e:57")
        .contains("virtio-rng-pci,rng=random")
        .contains("virtio-blk-pci,drive=disk0,id=dev-disk0,bootindex=0")
        .contains("virtio-blk-pci,drive=disk1,id=dev-disk1")
        .contains(
            "{\"driver\":\"qcow2\",\"node-name\":\"disk0\",\"read-only\":false,"
                + "\"discard\":\"unmap\",\"cache\":{\"no-flush\":false},"
                + "\"file\":{\"driver\":\"file\",\"filename\":\"/vm/over, lay\\\".qcow2\"}}")
        .anyMatch(argument -> argument.contains("\"node-name\":\"disk1\",\"read-only\":true"))
        .anyMatch(argument -> argument.startsWith("on,") && argument.contains("spawn=deny"));
    assertThat(QemuArguments.of(machine(Architecture.AMD64, Firmware.BIOS), TCG, SERIAL))
        .isEqualTo(line);
  }

  @Test
  void usesWhatTheMachineCanDo() throws Exception {
    assertThat(QemuArguments.of(machine(Architecture.I386, Firmware.BIOS), KVM, SERIAL))
        .startsWith("qemu-system-i386")
        .containsSubsequence("-accel", "kvm", "-cpu", "host")
        .doesNotContain("-sandbox");
  }

  @Test
  void runs32BitFirmwareInManagementMode() throws Exception {
    assertThat(QemuArguments.of(machine(Architecture.I386, Firmware.UEFI), TCG, SERIAL))
        .containsSubsequence("-machine", "q35,pflash0=code,pflash1=variables,smm=on")
        .anyMatch(argument -> argument.contains("/vm/variables.fd"));
  }

  @Test
  void namesThePackageOfAMissingFirmware() {
    assertThatThrownBy(() -> FirmwareFiles.uefi(Architecture.ARM64, Path.of("/nowhere")))
        .isInstanceOf(CloudException.class)
        .hasMessageContaining("/nowhere/AAVMF/AAVMF_CODE.fd")
        .hasMessageContaining("install the package qemu-efi-aarch64");
    assertThatThrownBy(
            () -> QemuArguments.of(machine(Architecture.ARM64, Firmware.BIOS), TCG, SERIAL))
        .hasMessageContaining("arm64 has no BIOS");
  }

  @Test
  void readsPortsAndAddresses() throws Exception {
    assertThat(PortForward.of("0:22")).isEqualTo(new PortForward(0, 22));
    for (String bad : List.of("22", "22:", ":22", "1:0", "65536:1", "1:65536", "a:b", "1:2:3")) {
      assertThatThrownBy(() -> PortForward.of(bad)).hasMessageContaining("'" + bad + "'");
    }
    assertThat(MacAddress.of("00:16:C0:A8:7A:11").text()).isEqualTo("00:16:c0:a8:7a:11");
    assertThatThrownBy(() -> MacAddress.of("00:16:c0:a8:7a")).hasMessageContaining("six octets");
    assertThatThrownBy(() -> MacAddress.of("01:00:5e:00:00:01")).hasMessageContaining("even");
    assertThat(MacAddress.fromName("a")).isNotEqualTo(MacAddress.fromName("b"));
  }
}
