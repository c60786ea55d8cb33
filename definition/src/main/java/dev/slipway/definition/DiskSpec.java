package dev.slipway.definition;

import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The disk of an image. All sizes are in bytes and whole MiB.
 *
 * @param size of the whole disk
 * @param table its partition table
 * @param boot by which firmware it starts; at least one, each of which some architecture of the
 *     definition has
 * @param root the root file system, which gets what the others leave
 * @param swap size of the swap partition; empty: none
 * @param esp size of the EFI system partition; 0 where it does not start by UEFI
 */
public record DiskSpec(
    long size, TableType table, Set<Firmware> boot, RootSpec root, OptionalLong swap, long esp) {

  /**
   * The root file system, which is ext4.
   *
   * @param label at most 16 bytes
   */
  public record RootSpec(String label) {}

  /** Copies what is mutable. */
  public DiskSpec {
    boot = Collections.unmodifiableSet(EnumSet.copyOf(boot));
  }

  /** By which firmware an image of this architecture starts: those of {@link #boot} it has. */
  public Set<Firmware> bootOf(Architecture architecture) {
    return boot.stream()
        .filter(firmware -> firmware.isOf(architecture))
        .collect(Collectors.toUnmodifiableSet());
  }
}
