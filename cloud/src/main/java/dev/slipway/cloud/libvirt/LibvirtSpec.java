package dev.slipway.cloud.libvirt;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.MacAddress;
import dev.slipway.cloud.qemu.Drive;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * What a libvirt domain is to be.
 *
 * @param name unique among the domains of its host
 * @param uuid unique, too; empty to let libvirt choose
 * @param memoryMiB its memory in MiB
 * @param vcpus how many processors it has
 * @param disk its qcow2 or raw disk, which it writes to
 * @param context an ISO image with its context
 * @param contextBus where it sees that
 * @param bridge the host's bridge that its network interface is on
 * @param mac that interface's address
 * @param emulator the program that runs it; empty for QEMU where Debian puts it
 */
public record LibvirtSpec(
    String name,
    Optional<UUID> uuid,
    Architecture architecture,
    Firmware firmware,
    int memoryMiB,
    int vcpus,
    Path disk,
    Optional<Path> context,
    Drive.Bus contextBus,
    String bridge,
    MacAddress mac,
    Optional<Path> emulator) {
  public LibvirtSpec {
    disk = disk.toAbsolutePath().normalize();
    context = context.map(path -> path.toAbsolutePath().normalize());
    emulator = emulator.map(path -> path.toAbsolutePath().normalize());
  }

  /** With QEMU where Debian puts it. */
  public LibvirtSpec(
      String name,
      Optional<UUID> uuid,
      Architecture architecture,
      Firmware firmware,
      int memoryMiB,
      int vcpus,
      Path disk,
      Optional<Path> context,
      Drive.Bus contextBus,
      String bridge,
      MacAddress mac) {
    this(
        name,
        uuid,
        architecture,
        firmware,
        memoryMiB,
        vcpus,
        disk,
        context,
        contextBus,
        bridge,
        mac,
        Optional.empty());
  }

  /**
   * A BIOS domain as in the tradition: 512 MiB, one processor, a virtio disk and interface, the
   * context as a virtio disk, and an address made from its name.
   */
  public static LibvirtSpec of(String name, Path disk, Optional<Path> context, String bridge) {
    return new LibvirtSpec(
        name,
        Optional.empty(),
        Architecture.AMD64,
        Firmware.BIOS,
        512,
        1,
        disk,
        context,
        Drive.Bus.VIRTIO,
        bridge,
        MacAddress.fromName(name));
  }
}
