package dev.slipway.build.image;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.DiskSpec;
import dev.slipway.definition.Firmware;
import dev.slipway.definition.TableType;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.partition.Partition;
import dev.slipway.disk.partition.PartitionTable;
import dev.slipway.disk.partition.PartitionType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where everything is on an image's disk, and by which ids. The ids follow from the image's name
 * and architecture, so that two builds of it are the same, and the root is last, so that it grows.
 */
record DiskLayout(Definition definition, Architecture architecture) {
  private static final int SECTOR = 512;
  private static final long ALIGNMENT = 2048;

  /** GRUB's core image has this partition of a GPT disk to itself: 1 MiB at 1 MiB. */
  private static final long BIOS_BOOT_SECTORS = 2048;

  private DiskSpec spec() {
    return definition.disk();
  }

  Set<Firmware> firmwares() {
    return spec().bootOf(architecture);
  }

  UUID diskId() {
    return id("disk");
  }

  UUID rootId() {
    return id("root");
  }

  UUID swapId() {
    return id("swap");
  }

  /** The EFI system partition's serial number. */
  int espId() {
    return (int) id("esp").getMostSignificantBits();
  }

  /** As blkid and fstab write {@link #espId}. */
  String espUuid() {
    return "%04X-%04X".formatted(espId() >>> 16, espId() & 0xffff);
  }

  private UUID id(String of) {
    String name = "slipway " + of + " " + definition.name() + " " + architecture.debianName();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  PartitionTable table() throws DiskException {
    List<Partition> partitions = new ArrayList<>();
    long next = ALIGNMENT;
    if (firmwares().contains(Firmware.BIOS) && spec().table() == TableType.GPT) {
      partitions.add(partition(partitions, PartitionType.BIOS_BOOT, next, BIOS_BOOT_SECTORS));
      next += BIOS_BOOT_SECTORS;
    }
    if (firmwares().contains(Firmware.UEFI)) {
      partitions.add(partition(partitions, PartitionType.EFI_SYSTEM, next, spec().esp() / SECTOR));
      next = aligned(next + spec().esp() / SECTOR);
    }
    if (spec().swap().isPresent()) {
      long sectors = spec().swap().getAsLong() / SECTOR;
      partitions.add(partition(partitions, PartitionType.SWAP, next, sectors));
      next = aligned(next + sectors);
    }
    long disk = spec().size() / SECTOR;
    long end = spec().table() == TableType.GPT ? (disk - 33) / ALIGNMENT * ALIGNMENT : disk;
    Partition root = partition(partitions, PartitionType.LINUX, next, end - next);
    partitions.add(spec().table() == TableType.MBR ? root.asBootable() : root);
    return spec().table() == TableType.GPT
        ? PartitionTable.gpt(diskId(), disk, partitions)
        : PartitionTable.mbr((int) diskId().getLeastSignificantBits(), disk, partitions);
  }

  /** A partition's number, from 1, where the disk has one of that type. */
  static Optional<Integer> numberOf(PartitionTable table, PartitionType type) {
    for (int i = 0; i < table.partitions().size(); i++) {
      if (table.partitions().get(i).type() == type) {
        return Optional.of(i + 1);
      }
    }
    return Optional.empty();
  }

  private Partition partition(
      List<Partition> before, PartitionType type, long start, long sectors) {
    String name =
        switch (type) {
          case BIOS_BOOT -> "bios";
          case EFI_SYSTEM -> "esp";
          case SWAP -> "swap";
          case LINUX -> "root";
        };
    return new Partition(
        type, start, sectors, name, Partition.guidFor(diskId(), before.size() + 1));
  }

  private static long aligned(long sector) {
    return (sector + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
