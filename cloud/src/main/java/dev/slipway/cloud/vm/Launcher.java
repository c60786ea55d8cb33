package dev.slipway.cloud.vm;

import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.cloud.qemu.Abilities;
import dev.slipway.cloud.qemu.PortForward;
import dev.slipway.cloud.qemu.QemuArguments;
import dev.slipway.cloud.qemu.Qmp;
import dev.slipway.cloud.vm.VmFolder.VmRecord;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts an instance's QEMU and waits until its monitor answers. */
final class Launcher {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration MONITOR = Duration.ofSeconds(2);
  private static final long LOOK_EVERY_MILLIS = 20;
  private static final int LAST_LINES = 5;

  private static final String SERIAL =
      "socket,id=serial,path=serial.sock,server=on,wait=off,logappend=on,logfile="
          + VmFolder.SERIAL_LOG;

  void start(VmFolder folder, VmRecord instance, Abilities abilities)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(QemuArguments.of(folder.machine(instance), abilities, SERIAL));
    line.addAll(List.of("-pidfile", folder.pidFile().getFileName().toString()));
    folder.forgetPorts();
    Files.deleteIfExists(folder.qemuLog());
    Process process = Command.of(line).in(folder.path()).detach(folder.qemuLog());
    try {
      awaitMonitor(process, folder, instance.spec());
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly().waitFor();
      throw e;
    }
  }

  private void awaitMonitor(Process process, VmFolder folder, VmSpec spec)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      if (Files.exists(folder.monitor()) && keepPorts(folder, spec, process.pid()).isPresent()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw failed(spec, "its monitor does not answer", folder.qemuLog());
      }
    }
    throw failed(spec, "QEMU ended with status " + process.exitValue(), folder.qemuLog());
  }

  /** The ports of a running instance: as kept, or else, as its monitor says. */
  List<PortForward> ports(VmFolder folder, VmSpec spec, long pid) throws IOException {
    if (spec.ports().stream().noneMatch(port -> port.host() == 0)) {
      return spec.ports();
    }
    Optional<List<PortForward>> kept = folder.ports(pid);
    return kept.isPresent() ? kept.get() : keepPorts(folder, spec, pid).orElse(spec.ports());
  }

  private static Optional<List<PortForward>> keepPorts(VmFolder folder, VmSpec spec, long pid)
      throws IOException {
    List<PortForward> ports = new ArrayList<>();
    try (Qmp monitor = Qmp.connect(folder.monitor(), MONITOR)) {
      for (PortForward port : spec.ports()) {
        int host = port.host() == 0 ? monitor.hostPort(port.guest()).orElse(0) : port.host();
        ports.add(new PortForward(host, port.guest()));
      }
    } catch (IOException e) {
      // Not there yet, or busy: whoever asks again gets the answer.
      return Optional.empty();
    }
    folder.keepPorts(pid, ports);
    return Optional.of(ports);
  }

  private static CloudException failed(VmSpec spec, String why, Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    String last =
        String.join("\n  ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    return new CloudException(
        Code.FAILED,
        "instance "
            + spec.name()
            + " does not start: "
            + why
            + (last.isEmpty() ? "" : "\n  " + last));
  }
}
