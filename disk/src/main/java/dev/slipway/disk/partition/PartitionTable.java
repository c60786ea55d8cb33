package dev.slipway.disk.partition;

import dev.slipway.disk.DiskException;
import java.util.List;
import java.util.UUID;

/** A disk's partition table, to be written. Partitions are numbered from 1 in the list's order. */
public sealed interface PartitionTable permits Gpt, Mbr {
  /** Bytes in a sector. */
  int SECTOR = 512;

  /** Partitions start at multiples of this many sectors: 1 MiB. */
  int ALIGNMENT = 2048;

  /** The disk's size in sectors. */
  long diskSectors();

  /** The partitions, in the order of their numbers. */
  List<Partition> partitions();

  /** What is written from the disk's first byte on: a whole number of sectors. */
  byte[] head();

  /** What is written at the disk's end: a whole number of sectors, or nothing. */
  byte[] tail();

  /**
   * A GUID partition table with its copy at the disk's end: up to 128 partitions.
   *
   * @param guid the disk's GUID
   * @param diskSectors the disk's size in sectors
   * @throws DiskException for overlaps, equal GUIDs, starts that are not aligned, and what does not
   *     fit
   */
  static PartitionTable gpt(UUID guid, long diskSectors, List<Partition> partitions)
      throws DiskException {
    return Gpt.of(guid, diskSectors, partitions);
  }

  /**
   * A table in the disk's first sector: up to four partitions within the first 2 TiB.
   *
   * @param signature the disk's id, unsigned, which Linux names partitions by (PARTUUID)
   * @param diskSectors the disk's size in sectors
   * @throws DiskException for overlaps, starts that are not aligned, types that an MBR has not, and
   *     what does not fit
   */
  static PartitionTable mbr(int signature, long diskSectors, List<Partition> partitions)
      throws DiskException {
    return Mbr.of(signature, diskSectors, partitions);
  }
}
