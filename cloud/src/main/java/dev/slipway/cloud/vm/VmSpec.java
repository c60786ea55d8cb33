package dev.slipway.cloud.vm;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.InstanceName;
import dev.slipway.cloud.MacAddress;
import dev.slipway.cloud.qemu.Drive;
import dev.slipway.cloud.qemu.PortForward;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is to be.
 *
 * @param name unique among the instances of one folder; letters, digits, dots, dashes, underscores
 * @param image the qcow2 or raw image that it starts from; never written
 * @param memoryMiB its memory, 64 MiB to 1 TiB
 * @param cpus how many processors, 1 to 64
 * @param diskSize bytes that its disk has; 0 for as many as the image has
 * @param context what it reads at first boot, an ISO image that is copied; null for nothing
 * @param contextBus where it sees that
 * @param dataDisks further disks, qcow2 or raw, that it writes to directly
 * @param ports ports of the loopback interface that lead into it
 * @param mac its network address
 */
public record VmSpec(
    String name,
    Path image,
    Architecture architecture,
    Firmware firmware,
    int memoryMiB,
    int cpus,
    long diskSize,
    @Nullable Path context,
    Drive.Bus contextBus,
    List<Path> dataDisks,
    List<PortForward> ports,
    MacAddress mac) {
  private static final int LEAST_MEMORY = 64;
  private static final int MOST_MEMORY = 1 << 20;
  private static final int MOST_CPUS = 64;

  public VmSpec {
    image = image.toAbsolutePath().normalize();
    context = context == null ? null : context.toAbsolutePath().normalize();
    dataDisks = dataDisks.stream().map(each -> each.toAbsolutePath().normalize()).toList();
    ports = List.copyOf(ports);
  }

  /** An instance of an image with 512 MiB, one processor and an address made from its name. */
  public static VmSpec of(String name, Path image) {
    return new VmSpec(
        name,
        image,
        Architecture.AMD64,
        Firmware.BIOS,
        512,
        1,
        0,
        null,
        Drive.Bus.VIRTIO,
        List.of(),
        List.of(),
        MacAddress.fromName(name));
  }

  /** Checks what can be checked without looking at the disk. */
  void check() throws CloudException {
    InstanceName.check(name);
    if (memoryMiB < LEAST_MEMORY || memoryMiB > MOST_MEMORY) {
      throw bad("memory " + memoryMiB + " MiB is not between 64 and " + MOST_MEMORY);
    }
    if (cpus < 1 || cpus > MOST_CPUS) {
      throw bad(cpus + " processors are not between 1 and " + MOST_CPUS);
    }
    if (diskSize < 0 || diskSize % 512 != 0) {
      throw bad("disk size " + diskSize + " is not a multiple of 512 bytes");
    }
    if (architecture == Architecture.ARM64 && firmware == Firmware.BIOS) {
      throw bad("arm64 has no BIOS; use firmware uefi");
    }
    Set<Integer> seen = new HashSet<>();
    for (PortForward port : ports) {
      if (port.host() != 0 && !seen.add(port.host())) {
        throw bad("port " + port.host() + " is forwarded twice");
      }
    }
  }

  private CloudException bad(String what) {
    return new CloudException(Code.BAD_VALUE, "instance " + name + ": " + what);
  }

  /** The same with this architecture and firmware. */
  public VmSpec on(Architecture newArchitecture, Firmware newFirmware) {
    return new VmSpec(
        name,
        image,
        newArchitecture,
        newFirmware,
        memoryMiB,
        cpus,
        diskSize,
        context,
        contextBus,
        dataDisks,
        ports,
        mac);
  }

  /** The same with so much of everything; a disk size of 0 is the image's. */
  public VmSpec sized(int newMemoryMiB, int newCpus, long newDiskSize) {
    return new VmSpec(
        name,
        image,
        architecture,
        firmware,
        newMemoryMiB,
        newCpus,
        newDiskSize,
        context,
        contextBus,
        dataDisks,
        ports,
        mac);
  }

  /** The same with this context medium. */
  public VmSpec withContext(@Nullable Path newContext, Drive.Bus bus) {
    return new VmSpec(
        name,
        image,
        architecture,
        firmware,
        memoryMiB,
        cpus,
        diskSize,
        newContext,
        bus,
        dataDisks,
        ports,
        mac);
  }

  /** The same with these further disks. */
  public VmSpec withDataDisks(List<Path> newDataDisks) {
    return new VmSpec(
        name,
        image,
        architecture,
        firmware,
        memoryMiB,
        cpus,
        diskSize,
        context,
        contextBus,
        newDataDisks,
        ports,
        mac);
  }

  /** The same with these forwarded ports. */
  public VmSpec withPorts(List<PortForward> newPorts) {
    return new VmSpec(
        name,
        image,
        architecture,
        firmware,
        memoryMiB,
        cpus,
        diskSize,
        context,
        contextBus,
        dataDisks,
        newPorts,
        mac);
  }

  /** The same with this network address. */
  public VmSpec withMac(MacAddress newMac) {
    return new VmSpec(
        name,
        image,
        architecture,
        firmware,
        memoryMiB,
        cpus,
        diskSize,
        context,
        contextBus,
        dataDisks,
        ports,
        newMac);
  }
}
