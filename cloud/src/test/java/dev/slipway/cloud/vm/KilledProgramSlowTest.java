package dev.slipway.cloud.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.TestDisk;
import dev.slipway.cloud.qemu.PortForward;
import dev.slipway.cloud.qemu.Probe;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a program that makes or starts an instance as soon as it has made a certain file. */
@Tag("slow")
@Timeout(180)
class KilledProgramSlowTest {
  @TempDir Path folder;
  private VirtualMachines machines;
  private Path vms;

  @BeforeEach
  void setUp() throws Exception {
    Probe probe = new Probe(folder.resolve("cache"));
    probe.abilities(Architecture.AMD64);
    vms = folder.resolve("vms");
    machines =
        new VirtualMachines(
            vms, probe, new Stopper(new Patience(Duration.ofSeconds(20), Duration.ofSeconds(9))));
    TestDisk.write(folder.resolve("base.raw"), "login:");
    Files.write(folder.resolve("context.iso"), new byte[32 << 20]);
  }

  @AfterEach
  void tearDown() throws Exception {
    for (Vm vm : machines.list()) {
      machines.remove(vm.name(), true);
    }
  }

  private void killOnceThereIs(Path file, Path orElse, String... arguments) throws Exception {
    Process other = OtherProgram.builder(folder, arguments).start();
    assertThat(other.inputReader().readLine()).isEqualTo("ready");
    while (!Files.exists(file) && !Files.exists(orElse) && other.isAlive()) {
      Thread.onSpinWait();
    }
    other.destroyForcibly().waitFor();
  }

  @Test
  void anInstanceIsWholeOrNotThere() throws Exception {
    for (String file : List.of("", "overlay.qcow2", "context.iso", "vm.json")) {
      String name = "vm" + file;
      Path making = vms.resolve(".new-" + name);
      Path made = vms.resolve(name);
      killOnceThereIs(making.resolve(file), made.resolve(file), "create", name);
      List<String> names = machines.list().stream().map(Vm::name).toList();
      assertThat(names.contains(name)).isEqualTo(Files.exists(made));
      if (!names.contains(name)) {
        machines.create(VmSpec.of(name, folder.resolve("base.raw")));
      }
      assertThat(making).doesNotExist();
      Command.of("qemu-img", "check", "-q", made.resolve("overlay.qcow2").toString()).run();
    }
  }

  @Test
  void anInstanceRunsOrDoesNot() throws Exception {
    for (String file : List.of("qemu.log", "qemu.pid", "qmp.sock", "ports.json")) {
      VmSpec spec = VmSpec.of("vm-" + file, folder.resolve("base.raw"));
      Vm vm = machines.create(spec.withPorts(List.of(new PortForward(0, 22))));
      killOnceThereIs(vm.folder().resolve(file), vm.folder().resolve(file), "start", vm.name());
      if (!machines.show(vm.name()).running()) {
        startDespite(vm.name());
      }
      awaitSerial(vm);
      Vm running = machines.show(vm.name());
      assertThat(running.running()).isTrue();
      assertThat(running.ports()).allMatch(port -> port.host() > 0);
      machines.stop(vm.name());
      assertThat(ProcessHandle.allProcesses())
          .noneMatch(p -> p.info().commandLine().orElse("").contains(vm.uuid().toString()));
    }
  }

  private static void awaitSerial(Vm vm) throws IOException {
    while (!Files.exists(vm.serialLog()) || !Files.readString(vm.serialLog()).contains("login:")) {
      Thread.onSpinWait();
    }
  }

  /** The killed program's QEMU may come up at this very moment; then it has the disk. */
  private void startDespite(String name) throws Exception {
    try {
      machines.start(name);
    } catch (CloudException e) {
      assertThat(machines.show(name).running()).as(e.getMessage()).isTrue();
    }
  }
}
