package dev.slipway.cloud.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.TestDisk;
import dev.slipway.cloud.qemu.Drive;
import dev.slipway.cloud.qemu.PortForward;
import dev.slipway.cloud.qemu.Probe;
import dev.slipway.process.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(120)
class VirtualMachinesSlowTest {
  private static final Patience SHORT = new Patience(Duration.ofSeconds(3), Duration.ofSeconds(3));

  @TempDir Path folder;
  private VirtualMachines machines;
  private Path image;

  @BeforeEach
  void setUp() throws IOException {
    machines = machinesIn(folder.resolve("vms"));
    image = TestDisk.write(folder.resolve("base.raw"), "Debian\nhost login: ");
  }

  @AfterEach
  void tearDown() throws Exception {
    for (Vm vm : machines.list()) {
      machines.remove(vm.name(), true);
    }
  }

  private VirtualMachines machinesIn(Path root) throws IOException {
    return new VirtualMachines(root, new Probe(folder.resolve("cache")), new Stopper(SHORT));
  }

  /** Waits for what the instance writes; the test's time limit ends it. */
  private static void awaitSerial(Vm vm, String text) throws IOException {
    while (!Files.exists(vm.serialLog()) || !Files.readString(vm.serialLog()).contains(text)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void runsUntilItsPowerButtonIsPressed() throws Exception {
    byte[] before = Files.readAllBytes(image);
    machines.create(VmSpec.of("one", image).withPorts(List.of(new PortForward(0, 22))));
    assertThat(machines.show("one").running()).isFalse();

    Vm vm = machines.start("one");
    assertThat(vm.running()).isTrue();
    awaitSerial(vm, "host login:");
    assertThat(machines.list()).containsExactly(vm);
    int port = vm.ports().getFirst().host();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(socket.isConnected()).isTrue();
    }
    assertThatThrownBy(() -> machines.start("one")).hasMessageContaining("runs already");
    assertThatThrownBy(() -> machines.remove("one", false)).hasMessageContaining("stop it first");

    assertThat(machines.stop("one")).isEqualTo(Stopped.POWERED_DOWN);
    assertThat(machines.stop("one")).isEqualTo(Stopped.ALREADY);
    assertThat(machines.start("one").running()).isTrue();
    machines.remove("one", true);
    assertThat(machines.list()).isEmpty();
    assertThat(ProcessHandle.of(vm.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(Files.readAllBytes(image)).isEqualTo(before);
  }

  @Test
  void terminatesAGuestThatDoesNotReact() throws Exception {
    Path deaf = TestDisk.writeDeaf(folder.resolve("deaf.raw"), "login:");
    machines.create(VmSpec.of("deaf", deaf));
    awaitSerial(machines.start("deaf"), "login:");
    assertThat(machines.stop("deaf")).isEqualTo(Stopped.TERMINATED);
  }

  @Test
  void killsAQemuThatDoesNotReact() throws Exception {
    machines.create(VmSpec.of("stuck", image));
    Vm vm = machines.start("stuck");
    Command.of("kill", "-STOP", Long.toString(vm.pid())).run();
    assertThat(machines.stop("stuck")).isEqualTo(Stopped.KILLED);
  }

  @Test
  void connectsATerminalAndKeepsTheLog() throws Exception {
    machines.create(VmSpec.of("talker", image));
    Vm vm = machines.start("talker");
    awaitSerial(vm, "host login:");
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    try (Console console = machines.console("talker");
        PipedOutputStream keyboard = new PipedOutputStream()) {
      assertThatThrownBy(() -> machines.console("talker"))
          .isInstanceOf(CloudException.class)
          .hasMessageContaining("somebody else");
      PipedInputStream keys = new PipedInputStream(keyboard);
      keyboard.write("root".getBytes(StandardCharsets.US_ASCII));
      keyboard.flush();
      Thread leaving =
          Thread.ofVirtual()
              .start(() -> {
                while (!screen.toString(StandardCharsets.US_ASCII).endsWith("login: root")) {
                  Thread.onSpinWait();
                }
                type(keyboard, Console.LEAVE);
              });
      console.connect(keys, screen);
      leaving.join();
    }
    assertThat(screen.toString(StandardCharsets.US_ASCII)).isEqualTo("Debian\r\nhost login: root");
    assertThat(vm.serialLog()).hasContent("Debian\r\nhost login: root");
    try (Console again = machines.console("talker")) {
      assertThat(again).isNotNull();
    }
  }

  private static void type(OutputStream keyboard, int key) {
    try {
      keyboard.write(key);
      keyboard.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void startsInAFolderWithALongName() throws Exception {
    Path deep = folder.resolve("x".repeat(120)).resolve("y, \"z\"".repeat(20));
    VirtualMachines far = machinesIn(deep);
    far.create(VmSpec.of("far", image));
    try {
      awaitSerial(far.start("far"), "login:");
      assertThat(far.stop("far")).isEqualTo(Stopped.POWERED_DOWN);
    } finally {
      far.remove("far", true);
    }
  }

  @Test
  void readsItsContextMediumAndDataDisks() throws Exception {
    Path iso = Files.write(folder.resolve("context.iso"), new byte[4096]);
    Path data = Files.write(folder.resolve("data.raw"), new byte[1 << 20]);
    VmSpec spec =
        VmSpec.of("media", image)
            .withDataDisks(List.of(data))
            .sized(128, 2, 64 << 20)
            .withContext(iso, Drive.Bus.SCSI_CDROM);
    machines.create(spec);
    Files.delete(iso);
    awaitSerial(machines.start("media"), "login:");
    assertThat(Command.of("qemu-img", "info", "-U", overlay("media")).lines())
        .anyMatch(line -> line.contains("virtual size: 64 MiB"));
  }

  @Test
  void startsByUefi() throws Exception {
    for (Architecture architecture : List.of(Architecture.AMD64, Architecture.I386)) {
      String name = "uefi-" + architecture;
      machines.create(VmSpec.of(name, image).on(architecture, Firmware.UEFI));
      awaitSerial(machines.start(name), "BdsDxe");
      machines.remove(name, true);
    }
  }

  @Test
  void outlivesTheProgramThatStartedIt() throws Exception {
    machines.create(VmSpec.of("orphan", image).withPorts(List.of(new PortForward(0, 80))));
    Process other = other("start", "orphan").start();
    assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Vm vm = machines.show("orphan");
    assertThat(vm.running()).isTrue();
    assertThat(vm.ports().getFirst().host()).isPositive();
    Process lister = other("list", "").start();
    assertThat(new String(lister.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("orphan " + vm.pid() + " " + vm.ports());
    assertThat(machines.stop("orphan")).isEqualTo(Stopped.POWERED_DOWN);
  }

  @Test
  void saysWhyQemuDoesNotStart() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int taken = server.getLocalPort();
      machines.create(VmSpec.of("second", image).withPorts(List.of(new PortForward(taken, 22))));
      assertThatThrownBy(() -> machines.start("second"))
          .isInstanceOf(CloudException.class)
          .hasMessageContaining("second does not start")
          .hasMessageContaining("host forwarding rule");
    }
    assertThat(machines.show("second").running()).isFalse();
    assertThat(machines.start("second").running()).isTrue();
  }

  private String overlay(String name) {
    return folder.resolve("vms").resolve(name).resolve("overlay.qcow2").toString();
  }

  private ProcessBuilder other(String... arguments) {
    return OtherProgram.builder(folder, arguments);
  }
}
