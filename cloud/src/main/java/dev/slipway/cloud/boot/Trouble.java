package dev.slipway.cloud.boot;

import java.util.List;
import java.util.Optional;

/** Lines that say that a boot has failed, so that nobody waits for the time limit. */
record Trouble(String mark, String meaning) {
  private static final List<Trouble> ALL =
      List.of(
          new Trouble("Kernel panic - not syncing", "the kernel panicked"),
          new Trouble("grub rescue>", "GRUB did not find its files"),
          new Trouble("error: no such device", "GRUB did not find the root file system"),
          new Trouble("error: no such partition", "GRUB did not find the partition"),
          new Trouble("error: unknown filesystem", "GRUB cannot read the file system"),
          new Trouble("error: you need to load the kernel first", "GRUB did not find the kernel"),
          new Trouble("Minimal BASH-like line editing", "GRUB found no configuration"),
          new Trouble("You are in emergency mode", "the system went into emergency mode"),
          new Trouble("Entering emergency mode", "the system went into emergency mode"),
          new Trouble("Dropping to a shell!", "the initramfs did not find the root file system"),
          new Trouble("No bootable device", "the BIOS found nothing to boot"),
          new Trouble("BdsDxe: No bootable option", "UEFI found nothing to boot"),
          new Trouble("UEFI Interactive Shell", "UEFI found nothing to boot"),
          new Trouble(">>Start PXE", "UEFI found nothing to boot on the disk"),
          new Trouble(">>Start HTTP Boot", "UEFI found nothing to boot on the disk"),
          new Trouble("!!!! X64 Exception", "UEFI crashed"));

  static Optional<Trouble> in(String line) {
    return ALL.stream().filter(each -> line.contains(each.mark)).findFirst();
  }
}
