package dev.slipway.cloud.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.TestDisk;
import dev.slipway.cloud.qemu.Drive;
import dev.slipway.cloud.qemu.PortForward;
import dev.slipway.cloud.qemu.Probe;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualMachinesTest {
  @TempDir Path folder;
  private Path root;
  private Path image;
  private VirtualMachines machines;

  @BeforeEach
  void setUp() throws IOException {
    root = folder.resolve("vms");
    image = TestDisk.write(folder.resolve("base.raw"), "login:");
    machines = new VirtualMachines(root, new Probe(folder.resolve("cache")));
  }

  private static void fails(Code code, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  @Test
  void keepsEverythingThatItWasGiven() throws Exception {
    Path iso = Files.write(folder.resolve("context.iso"), new byte[2048]);
    Path data = Files.write(folder.resolve("data.raw"), new byte[512]);
    VmSpec spec =
        VmSpec.of("web-1", image)
            .on(Architecture.AMD64, Firmware.UEFI)
            .sized(2048, 4, 1 << 30)
            .withContext(iso, Drive.Bus.SCSI_CDROM)
            .withDataDisks(List.of(data))
            .withPorts(List.of(new PortForward(0, 22), new PortForward(8080, 80)));
    Vm made = machines.create(spec);
    assertThat(made.spec()).isEqualTo(spec);
    assertThat(made.running()).isFalse();
    assertThat(new VirtualMachines(root, new Probe(folder)).list()).containsExactly(made);
    assertThat(root.resolve("web-1/context.iso")).hasSameBinaryContentAs(iso);
    assertThat(root.resolve("web-1/vm.json")).content().contains("\"" + image + "\"");
    Path overlay = root.resolve("web-1/overlay.qcow2");
    String base = "backing file: " + image.toRealPath();
    assertThat(Command.of("qemu-img", "info", overlay.toString()).lines())
        .anyMatch(line -> line.contains("virtual size: 1 GiB"))
        .anyMatch(line -> line.contains(base));
    assertThat(machines.using(image)).containsExactly("web-1");
    machines.remove("web-1", false);
    assertThat(machines.list()).isEmpty();
    assertThat(root.toFile().list()).containsExactly(".lock");
  }

  @Test
  void refusesWhatCannotBe() throws Exception {
    machines.create(VmSpec.of("a", image));
    VmSpec b = VmSpec.of("b", image);
    fails(Code.TAKEN, () -> machines.create(VmSpec.of("a", image)), "choose another name");
    fails(Code.BAD_VALUE, () -> machines.create(VmSpec.of("../a", image)), "'../a' is no name");
    fails(Code.BAD_VALUE, () -> machines.show(".lock"), "'.lock' is no name");
    fails(Code.BAD_VALUE, () -> machines.create(b.sized(63, 1, 0)), "memory 63 MiB");
    fails(Code.BAD_VALUE, () -> machines.create(b.sized(64, 0, 0)), "0 processors");
    fails(Code.BAD_VALUE, () -> machines.create(b.sized(64, 1, 100)), "multiple of 512");
    fails(
        Code.BAD_VALUE,
        () -> machines.create(b.withPorts(List.of(new PortForward(80, 1), new PortForward(80, 2)))),
        "forwarded twice");
    fails(
        Code.BAD_VALUE,
        () -> machines.create(b.on(Architecture.ARM64, Firmware.BIOS)),
        "arm64 has no BIOS");
    fails(Code.MISSING, () -> machines.create(VmSpec.of("b", folder)), "is not there");
    fails(
        Code.MISSING,
        () -> machines.create(b.withContext(folder.resolve("no.iso"), Drive.Bus.VIRTIO)),
        "no.iso is not there");
    fails(Code.UNKNOWN, () -> machines.start("b"), "there is no instance b in " + root);
    fails(Code.UNKNOWN, () -> machines.remove("b", true), "there is no instance b");
    fails(Code.STOPPED, () -> machines.console("a"), "does not run");
    assertThatThrownBy(() -> machines.create(b.sized(64, 1, 512)))
        .hasMessageContaining("can only grow");
    Files.delete(image);
    fails(Code.MISSING, () -> machines.start("a"), "put the image back");
    assertThat(root.toFile().list()).containsExactlyInAnyOrder(".lock", "a");
  }

  @Test
  void removesWhatAKilledProgramLeft() throws Exception {
    Files.createDirectories(root.resolve(".new-a"));
    Files.writeString(root.resolve(".new-a/overlay.qcow2"), "half");
    Files.createDirectories(root.resolve(".gone-b"));
    assertThat(machines.list()).isEmpty();
    machines.create(VmSpec.of("a", image));
    assertThat(root.toFile().list()).containsExactlyInAnyOrder(".lock", "a");
  }

  @Test
  void neverTouchesAProcessThatIsNotItsOwn() throws Exception {
    Vm vm = machines.create(VmSpec.of("a", image));
    Process bystander = new ProcessBuilder("sleep", "1000").start();
    try {
      Files.writeString(vm.folder().resolve("qemu.pid"), bystander.pid() + "\n");
      assertThat(machines.show("a").running()).isFalse();
      assertThat(machines.stop("a")).isEqualTo(Stopped.ALREADY);
      machines.remove("a", true);
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly().waitFor();
    }
  }

  @Test
  void namesARecordThatCannotBeRead() throws Exception {
    Vm vm = machines.create(VmSpec.of("a", image));
    Files.writeString(vm.folder().resolve("vm.json"), "{\"uuid\": 1");
    assertThatThrownBy(() -> machines.list())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("vm.json cannot be read");
  }
}
