package dev.slipway.cloud.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.TestDisk;
import dev.slipway.cloud.qemu.Probe;
import dev.slipway.cloud.qemu.Qmp;
import dev.slipway.process.Command;
import dev.slipway.process.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(120)
class BootTestSlowTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  private BootTest test() throws IOException {
    return new BootTest(folder.resolve("work"), new Probe(folder.resolve("cache")), events::add);
  }

  private BootSpec bios(Path image) {
    return BootSpec.of(image, Architecture.AMD64, List.of(Firmware.BIOS), folder.resolve("results"))
        .expecting("login:", LIMIT)
        .sized(128, 1);
  }

  private BootResult boot(BootSpec spec) throws Exception {
    BootResult result = test().run(spec).getFirst();
    try (Stream<Path> left = Files.list(folder.resolve("work"))) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly(".lock");
    }
    return result;
  }

  @Test
  void bootsByBiosUpToAPromptWithoutANewline() throws Exception {
    Path image =
        TestDisk.write(folder.resolve("disk.raw"), "Debian\n\u001B[1mhost login:\u001B[0m ");
    byte[] before = Files.readAllBytes(image);
    BootResult result = boot(bios(image));
    assertThat(result.failure()).isEmpty();
    assertThat(result.bootTime().orElseThrow()).isLessThan(LIMIT);
    assertThat(result.lastLines()).containsExactly("Debian", "host login:");
    assertThat(result.serialLog()).content().contains("\u001B[1mhost login:");
    assertThat(events)
        .contains(new Event.Output("boot-bios", "Debian"))
        .last()
        .isInstanceOf(Event.Finished.class);
    assertThat(Files.readAllBytes(image)).isEqualTo(before);
  }

  @Test
  void tellsAboutEachCommand() throws Exception {
    Path image =
        TestDisk.write(
            folder.resolve("disk.raw"),
            """
            slipway-test: 1 begin
            slipway-test: 1| one
            [    9.0] a line of the kernel's
            slipway-test: 1|
            slipway-test: 1| login: x
            slipway-test: 1 exit 0
            slipway-test: 2 begin
            [    9.1] slipway-test: 2 exit 3
            slipway-test: end
            login:\
            """);
    Path iso = Files.write(folder.resolve("context.iso"), new byte[4096]);
    BootResult result =
        boot(bios(image).running(List.of("print", "exit 3"), (commands, where) -> iso));
    assertThat(result.commands())
        .containsExactly(
            new BootResult.CommandResult("print", 0, List.of("one", "", "login: x")),
            new BootResult.CommandResult("exit 3", 3, List.of()));
    assertThat(result.failure()).contains("command 'exit 3' ended with status 3");
  }

  @Test
  void seesAPanicAtOnceAndTakesAScreenshot() throws Exception {
    Path image =
        TestDisk.write(
            folder.resolve("disk.raw"),
            "one\nKernel panic - not syncing: VFS: Unable to mount root fs\nCall Trace:\n");
    BootResult result = boot(bios(image));
    assertThat(result.failure().orElseThrow()).startsWith("the kernel panicked: Kernel panic");
    assertThat(result.lastLines()).startsWith("one").endsWith("Call Trace:");
    assertThat(ImageIO.read(result.screenshot().orElseThrow().toFile()).getWidth()).isPositive();
    assertThat(result.explanation()).contains("  Call Trace:", "serial-bios.log", ".png");
    assertThat(events).last().isInstanceOf(Event.Failed.class);
  }

  @Test
  void saysAtOnceThatTheBiosFindsNothingToBoot() throws Exception {
    BootResult result = boot(bios(Files.write(folder.resolve("empty.raw"), new byte[1 << 20])));
    assertThat(result.failure().orElseThrow()).startsWith("the BIOS found nothing to boot");
  }

  @Test
  void givesUpAfterTheTimeLimit() throws Exception {
    Path image = TestDisk.write(folder.resolve("disk.raw"), "hello\n");
    BootResult result = boot(bios(image).expecting("login:", Duration.ofSeconds(2)));
    assertThat(result.failure().orElseThrow())
        .contains("'login:' did not come on the serial console: 2 s passed;");
    assertThat(result.lastLines()).containsExactly("hello");
  }

  @Test
  void bootsByUefiThroughGrub() throws Exception {
    BootResult result = boot(uefi(efiDisk("Debian host login: ")));
    assertThat(result.failure()).isEmpty();
    assertThat(result.bootTime().orElseThrow()).isLessThan(LIMIT);
  }

  @Test
  void saysThatUefiFindsNothingToBoot() throws Exception {
    BootResult result = boot(uefi(Files.write(folder.resolve("empty.raw"), new byte[1 << 20])));
    assertThat(result.failure().orElseThrow()).startsWith("UEFI found nothing to boot");
  }

  /** Where arm64 can be emulated. */
  @Test
  void bootsArm64ByUefi() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/qemu-system-aarch64")));
    Path empty = Files.write(folder.resolve("empty.raw"), new byte[1 << 20]);
    List<Firmware> uefi = List.of(Firmware.UEFI);
    BootSpec spec = BootSpec.of(empty, Architecture.ARM64, uefi, folder.resolve("results"));
    assertThat(boot(spec).failure().orElseThrow()).startsWith("UEFI found nothing to boot");
  }

  @Test
  void endsQemuAndTidiesUpWhenInterrupted() throws Exception {
    Path image = TestDisk.write(folder.resolve("disk.raw"), "hello\n");
    CountDownLatch running = new CountDownLatch(1);
    BootTest test =
        new BootTest(
            folder.resolve("work"),
            new Probe(folder.resolve("cache")),
            event -> {
              if (event instanceof Event.Output) {
                running.countDown();
              }
            });
    List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                test.run(bios(image));
              } catch (IOException | InterruptedException e) {
                thrown.add(e);
              }
            });
    running.await();
    thread.interrupt();
    thread.join();
    assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
    try (Stream<Path> left = Files.list(folder.resolve("work"))) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly(".lock");
    }
  }

  @Test
  void endsQemuAndTidiesUpWhenItsProgramIsAskedToEnd() throws Exception {
    List<ProcessHandle> qemu = endWhileBooting(Process::destroy);
    assertThat(qemu).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(folder.resolve("work").toFile().list()).containsExactly(".lock");
  }

  @Test
  void endsQemuWhenItsProgramIsKilledAndTidiesUpNextTime() throws Exception {
    List<ProcessHandle> qemu = endWhileBooting(Process::destroyForcibly);
    for (ProcessHandle process : qemu) {
      process.onExit().join();
    }
    assertThat(folder.resolve("work").toFile().list()).hasSize(2);
    assertThat(boot(bios(TestDisk.write(folder.resolve("disk.raw"), "login:"))).passed()).isTrue();
  }

  private List<ProcessHandle> endWhileBooting(Consumer<Process> end) throws Exception {
    TestDisk.write(folder.resolve("disk.raw"), "hello\n");
    Process program = BootingProgram.start(folder);
    assertThat(program.inputReader().readLine()).isEqualTo("hello");
    List<ProcessHandle> below = program.descendants().toList();
    end.accept(program);
    program.waitFor();
    return below;
  }

  @Test
  void keepsTheLastWordsOfAMachineThatSwitchesItselfOff() throws Exception {
    Path image = TestDisk.write(folder.resolve("disk.raw"), "bye\n");
    BootTest test =
        new BootTest(
            folder.resolve("work"),
            new Probe(folder.resolve("cache")),
            event -> {
              if (event instanceof Event.Output) {
                pressPowerButton();
              }
            });
    BootResult result = test.run(bios(image)).getFirst();
    assertThat(result.failure())
        .contains("'login:' did not come on the serial console: the machine switched itself off");
    assertThat(result.lastLines()).containsExactly("bye");
    assertThat(result.screenshot()).isEmpty();
  }

  private void pressPowerButton() {
    try (Stream<Path> files = Files.list(folder.resolve("work"))) {
      Path boot = files.filter(Files::isDirectory).findFirst().orElseThrow();
      try (Qmp monitor = Qmp.connect(boot.resolve("qmp.sock"), LIMIT)) {
        monitor.powerDown();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BootSpec uefi(Path image) {
    return BootSpec.of(image, Architecture.AMD64, List.of(Firmware.UEFI), folder.resolve("results"))
        .expecting("login:", LIMIT)
        .sized(256, 1);
  }

  /** A FAT file system with GRUB as its boot loader, which writes a text. */
  private Path efiDisk(String text) throws Exception {
    Path early = folder.resolve("early.cfg");
    Files.writeString(
        early, "serial\nterminal_output serial\necho -n \"" + text + "\"\nsleep 300\n");
    Path efi = folder.resolve("grub.efi");
    Command.of(
            "grub-mkimage",
            "-O",
            "x86_64-efi",
            "-p",
            "/",
            "-c",
            early.toString(),
            "-o",
            efi.toString(),
            "serial",
            "terminal",
            "echo",
            "sleep",
            "normal")
        .run();
    Path disk = folder.resolve("efi.raw");
    Files.write(disk, new byte[8 << 20]);
    Command.of("mformat", "-i", disk.toString(), "::").run();
    Command.of("mmd", "-i", disk.toString(), "::EFI", "::EFI/BOOT").run();
    Command.of("mcopy", "-i", disk.toString(), efi.toString(), "::EFI/BOOT/BOOTX64.EFI").run();
    return disk;
  }
}
