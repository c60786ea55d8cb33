package dev.slipway.cloud.qemu;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.Firmware;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A machine for QEMU to run.
 *
 * @param name for QEMU's process list; letters, digits, dots, dashes and underscores
 * @param uuid what the guest reads as its system UUID
 * @param memoryMiB its memory in MiB
 * @param cpus how many processors it has
 * @param variables the machine's own copy of the UEFI variables; null for BIOS
 * @param drives its disks, the one to boot from first
 */
public record Machine(
    String name,
    UUID uuid,
    Architecture architecture,
    Firmware firmware,
    int memoryMiB,
    int cpus,
    @Nullable Path variables,
    List<Drive> drives,
    Network network) {
  public Machine {
    drives = List.copyOf(drives);
  }
}
