package dev.slipway.cloud.vm;

import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.qemu.Drive;
import dev.slipway.cloud.qemu.FirmwareFiles;
import dev.slipway.cloud.qemu.Machine;
import dev.slipway.cloud.qemu.Network;
import dev.slipway.cloud.qemu.Overlay;
import dev.slipway.cloud.qemu.PortForward;
import dev.slipway.disk.DiskFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The files that an instance consists of. */
record VmFolder(Path path) {
  static final String SERIAL_LOG = "serial.log";
  private static final String RECORD = "vm.json";
  private static final String PORTS = "ports.json";
  private static final String DISK = "overlay.qcow2";
  private static final String CONTEXT = "context.iso";
  private static final String VARIABLES = "uefi-variables.fd";

  Path pidFile() {
    return path.resolve("qemu.pid");
  }

  Path monitor() {
    return path.resolve("qmp.sock");
  }

  Path console() {
    return path.resolve("serial.sock");
  }

  Path qemuLog() {
    return path.resolve("qemu.log");
  }

  /** Fills an empty folder; it counts as an instance only when the caller renames it. */
  void fill(VmSpec spec, UUID uuid) throws IOException, InterruptedException {
    Files.createDirectory(path);
    Overlay.create(path.resolve(DISK), spec.image(), spec.diskSize());
    Path context = spec.context();
    if (context != null) {
      Files.copy(context, path.resolve(CONTEXT));
    }
    if (spec.firmware() == Firmware.UEFI) {
      Files.copy(FirmwareFiles.uefi(spec.architecture()).variables(), path.resolve(VARIABLES));
    }
    VmJson.write(path.resolve(RECORD), new VmRecord(uuid, spec));
  }

  /** What the instance is; nothing where the folder holds none, or no longer. */
  Optional<VmRecord> read() throws IOException {
    try {
      return Optional.of(VmJson.read(path.resolve(RECORD), VmRecord.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The machine for QEMU. */
  Machine machine(VmRecord instance) throws IOException {
    VmSpec spec = instance.spec();
    if (!Files.isRegularFile(spec.image())) {
      throw new CloudException(
          Code.MISSING,
          "instance "
              + spec.name()
              + " is an overlay over "
              + spec.image()
              + ", which is gone; put the image back");
    }
    List<Drive> drives = new ArrayList<>();
    drives.add(Drive.disk(path.resolve(DISK), DiskFormat.QCOW2));
    for (Path disk : spec.dataDisks()) {
      drives.add(Drive.disk(disk, Overlay.formatOf(disk)));
    }
    if (spec.context() != null) {
      drives.add(Drive.medium(path.resolve(CONTEXT), spec.contextBus()));
    }
    return new Machine(
        spec.name(),
        instance.uuid(),
        spec.architecture(),
        spec.firmware(),
        spec.memoryMiB(),
        spec.cpus(),
        spec.firmware() == Firmware.UEFI ? path.resolve(VARIABLES) : null,
        drives,
        new Network(spec.mac(), spec.ports(), false));
  }

  /** Keeps which ports the machine with this process id has. */
  void keepPorts(long pid, List<PortForward> ports) throws IOException {
    Path aside = Files.createTempFile(path, "ports-", ".new");
    VmJson.write(aside, new Ports(pid, ports));
    Files.move(aside, path.resolve(PORTS), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Which ports the machine with this process id has, where that was kept. */
  Optional<List<PortForward>> ports(long pid) throws IOException {
    try {
      Ports kept = VmJson.read(path.resolve(PORTS), Ports.class);
      return kept.pid == pid ? Optional.of(kept.ports) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Forgets the ports of a machine that has ended; QEMU replaces its other files itself. */
  void forgetPorts() throws IOException {
    Files.deleteIfExists(path.resolve(PORTS));
  }

  record VmRecord(UUID uuid, VmSpec spec) {}

  private record Ports(long pid, List<PortForward> ports) {}
}
