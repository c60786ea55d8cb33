package dev.slipway.cloud.boot;

import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.boot.BootRun.Signal;
import dev.slipway.cloud.qemu.Abilities;
import dev.slipway.cloud.qemu.Drive;
import dev.slipway.cloud.qemu.FirmwareFiles;
import dev.slipway.cloud.qemu.Machine;
import dev.slipway.cloud.qemu.Network;
import dev.slipway.cloud.qemu.Overlay;
import dev.slipway.cloud.qemu.QemuArguments;
import dev.slipway.cloud.qemu.Qmp;
import dev.slipway.disk.DiskFormat;
import dev.slipway.process.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One boot of an image by one firmware. */
final class Boot {
  private static final Duration MONITOR = Duration.ofSeconds(10);
  private static final Duration AFTERMATH = Duration.ofMillis(500);
  private static final Duration LATER = Duration.ofMinutes(1);

  private final BootSpec spec;
  private final Firmware firmware;
  private final Path folder;
  private final Event.Listener listener;
  private final String step;
  private final SerialText serial = new SerialText();
  private final SerialText debug = new SerialText();
  private final BootWatch watch;
  private Optional<Duration> bootTime = Optional.empty();

  Boot(BootSpec spec, Firmware firmware, Path folder, Event.Listener listener) {
    this.spec = spec;
    this.firmware = firmware;
    this.folder = folder;
    this.listener = listener;
    step = "boot-" + firmware;
    watch = new BootWatch(spec.expect(), spec.commands());
  }

  BootResult run(Abilities abilities) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(QemuArguments.of(machine(), abilities, BootRun.SERIAL));
    if (firmware == Firmware.BIOS) {
      line.addAll(BootRun.FIRMWARE);
    }
    Path log = spec.results().resolve("serial-" + firmware + ".log").toAbsolutePath();
    try (OutputStream all = Files.newOutputStream(log);
        BootRun run = new BootRun(line, folder, spec.timeout().plus(LATER))) {
      String meanwhile = follow(run, all);
      Optional<String> failure = watch.failure(meanwhile);
      Optional<Path> screenshot = failure.isPresent() ? screenshot() : Optional.empty();
      return new BootResult(
          firmware, bootTime, watch.results(), failure, watch.lastLines(), log, screenshot);
    }
  }

  private Machine machine() throws IOException, InterruptedException {
    Path disk = folder.resolve("overlay.qcow2");
    Overlay.create(disk, spec.image(), 0);
    List<Drive> drives = new ArrayList<>(List.of(Drive.scratch(disk, DiskFormat.QCOW2)));
    Path medium = spec.context();
    if (!spec.commands().isEmpty()) {
      medium = spec.medium().write(spec.commands(), Files.createDirectory(folder.resolve("iso")));
    }
    if (medium != null) {
      drives.add(Drive.medium(medium, Drive.Bus.VIRTIO));
    }
    Path variables = null;
    if (firmware == Firmware.UEFI) {
      variables = folder.resolve("uefi-variables.fd");
      Files.copy(FirmwareFiles.uefi(spec.architecture()).variables(), variables);
    }
    return new Machine(
        BootTest.NAME,
        UUID.nameUUIDFromBytes(folder.toString().getBytes(StandardCharsets.UTF_8)),
        spec.architecture(),
        firmware,
        spec.memoryMiB(),
        spec.cpus(),
        variables,
        drives,
        new Network(BootTest.MAC, List.of(), true));
  }

  /** Follows the machine until the test is over; says what happened where it is not. */
  private String follow(BootRun run, OutputStream log) throws IOException, InterruptedException {
    long start = System.nanoTime();
    long end = start + spec.timeout().toNanos();
    String meanwhile = "";
    while (meanwhile.isEmpty() && !watch.over()) {
      meanwhile = take(run.next(Math.max(0, end - System.nanoTime())), log);
      if (watch.reached() && bootTime.isEmpty()) {
        bootTime = Optional.of(Duration.ofNanos(System.nanoTime() - start));
      }
    }
    if (watch.failure(meanwhile).isPresent()) {
      drain(run, log);
    }
    lines(List.of(serial.partial()));
    return meanwhile;
  }

  /** Takes what comes at once after a failure: a panic's call trace, the last words of QEMU. */
  private void drain(BootRun run, OutputStream log) throws IOException, InterruptedException {
    long end = System.nanoTime() + AFTERMATH.toNanos();
    Signal signal = run.next(AFTERMATH.toNanos());
    while (signal != null) {
      take(signal, log);
      signal = run.next(Math.max(0, end - System.nanoTime()));
    }
  }

  /** Takes one signal; says what happened where it is the last. */
  private String take(@Nullable Signal signal, OutputStream log) throws IOException {
    switch (signal) {
      case null -> {
        return spec.timeout().toSeconds()
            + " s passed; --timeout, or `timeout` in the definition's test, gives it longer";
      }
      case Signal.Serial(byte[] bytes) -> {
        log.write(bytes);
        log.flush();
        lines(serial.accept(bytes));
        watch.partial(serial.partial());
        return "";
      }
      case Signal.Firmware(byte[] bytes) -> {
        debug.accept(bytes).forEach(watch::firmware);
        return "";
      }
      case Signal.Ended(String how) -> {
        return how;
      }
    }
  }

  private void lines(List<String> lines) {
    for (String line : lines) {
      if (!line.isEmpty()) {
        watch.line(line);
        listener.on(new Event.Output(step, line));
      }
    }
  }

  private Optional<Path> screenshot() throws InterruptedException {
    Path file = spec.results().resolve("screenshot-" + firmware + ".png").toAbsolutePath();
    try (Qmp monitor = Qmp.connect(folder.resolve("qmp.sock"), MONITOR)) {
      monitor.screenshot(file);
      return Optional.of(file);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      // The test has failed already, with a better reason than this one.
      listener.on(new Event.Warning(step, "there is no screenshot: " + e.getMessage()));
      return Optional.empty();
    }
  }
}
