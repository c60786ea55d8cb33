package dev.slipway.cloud.qemu;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.qemu.Drive.Access;
import dev.slipway.disk.DiskFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * QEMU's command line for a machine: nothing that QEMU would add by itself, virtio devices, and a
 * display only for screenshots. Files are given as JSON, so that any path is right; the caller
 * names its sockets relative to the folder that QEMU starts in, because a socket's path may have
 * only 107 bytes.
 */
public final class QemuArguments {
  /** System calls that a machine never needs; see seccomp in QEMU's manual. */
  static final String SANDBOX =
      "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny";

  private static final JsonMapper JSON = new JsonMapper();

  private final List<String> arguments = new ArrayList<>();
  private final Machine machine;
  private final Abilities abilities;

  private QemuArguments(Machine machine, Abilities abilities) {
    this.machine = machine;
    this.abilities = abilities;
  }

  /**
   * The program and its arguments.
   *
   * @param serial the {@code -chardev} of the first serial port, whose id is {@code serial}
   */
  public static List<String> of(Machine machine, Abilities abilities, String serial)
      throws CloudException {
    return new QemuArguments(machine, abilities).build(serial);
  }

  private List<String> build(String serial) throws CloudException {
    add(machine.architecture().qemuProgram(), "-nodefaults", "-no-user-config");
    add("-name", machine.name(), "-uuid", machine.uuid().toString());
    if (abilities.sandbox()) {
      add("-sandbox", SANDBOX);
    }
    platform();
    add("-m", machine.memoryMiB() + "M", "-smp", Integer.toString(machine.cpus()));
    add("-display", "none", "-device", machine.architecture().isPc() ? "VGA" : "virtio-gpu-pci");
    add("-chardev", serial, "-serial", "chardev:serial");
    add("-chardev", "socket,id=qmp,path=qmp.sock,server=on,wait=off");
    add("-mon", "chardev=qmp,mode=control");
    add("-object", "rng-random,id=random,filename=/dev/urandom");
    add("-device", "virtio-rng-pci,rng=random");
    network();
    for (int i = 0; i < machine.drives().size(); i++) {
      drive(i, machine.drives().get(i));
    }
    return List.copyOf(arguments);
  }

  private void platform() throws CloudException {
    boolean pc = machine.architecture().isPc();
    String board = pc ? "q35" : "virt,gic-version=max";
    if (machine.firmware() == Firmware.UEFI) {
      FirmwareFiles files = FirmwareFiles.uefi(machine.architecture());
      Path variables = machine.variables();
      if (variables == null) {
        throw new IllegalArgumentException("a UEFI machine needs its own variables");
      }
      block("code", files.code(), DiskFormat.RAW, Access.READ);
      block("variables", variables, DiskFormat.RAW, Access.WRITE);
      board += ",pflash0=code,pflash1=variables";
      if (files.secure()) {
        board += ",smm=on";
        add("-global", "driver=cfi.pflash01,property=secure,value=on");
      }
    } else if (!pc) {
      throw new CloudException(
          Code.BAD_VALUE, machine.architecture() + " has no BIOS; use firmware uefi");
    }
    add("-machine", board, "-accel", abilities.acceleration() == Acceleration.KVM ? "kvm" : "tcg");
    add("-cpu", Abilities.processor(machine.architecture(), abilities.acceleration()));
  }

  private void network() {
    Network network = machine.network();
    StringBuilder text = new StringBuilder("user,id=net0");
    if (network.restricted()) {
      text.append(",restrict=on");
    }
    for (PortForward forward : network.forwards()) {
      text.append(",hostfwd=tcp:127.0.0.1:").append(forward.host());
      text.append("-:").append(forward.guest());
    }
    // No boot ROM: a machine here boots from its disk or not at all.
    add("-netdev", text.toString());
    add("-device", "virtio-net-pci,netdev=net0,romfile=,mac=" + network.mac());
  }

  private void drive(int index, Drive drive) {
    String id = "disk" + index;
    block(id, drive.file(), drive.format(), drive.access());
    switch (drive.bus()) {
      case VIRTIO ->
          add(
              "-device",
              "virtio-blk-pci,drive=" + id + ",id=dev-" + id + (index == 0 ? ",bootindex=0" : ""));
      case SCSI_CDROM ->
          add("-device", "virtio-scsi-pci,id=scsi-" + id, "-device", "scsi-cd,drive=" + id);
    }
  }

  private void block(String node, Path file, DiskFormat format, Access access) {
    File storage = new File("file", file.toAbsolutePath().toString());
    Cache cache = new Cache(access == Access.SCRATCH);
    Block block = new Block(format.driver(), node, access == Access.READ, "unmap", cache, storage);
    add("-blockdev", JSON.writeValueAsString(block));
  }

  private void add(String... more) {
    arguments.addAll(List.of(more));
  }

  /** See BlockdevOptions in QEMU's QMP reference. */
  private record Block(
      String driver,
      @JsonProperty("node-name") String node,
      @JsonProperty("read-only") boolean readOnly,
      String discard,
      Cache cache,
      File file) {}

  private record Cache(@JsonProperty("no-flush") boolean noFlush) {}

  private record File(String driver, String filename) {}
}
