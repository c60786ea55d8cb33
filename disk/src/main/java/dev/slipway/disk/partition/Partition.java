package dev.slipway.disk.partition;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A partition to be made.
 *
 * @param type what it is for
 * @param start its first sector (of 512 bytes)
 * @param sectors its size, in sectors
 * @param name its name in a GPT, at most 36 UTF-16 units; an MBR does not keep it
 * @param guid its own GUID in a GPT; an MBR does not keep it
 * @param bootable whether firmware's boot code may boot it: an MBR's active flag, a GPT's attribute
 *     bit 2
 */
public record Partition(
    PartitionType type, long start, long sectors, String name, UUID guid, boolean bootable) {

  /** A partition that is not marked bootable. */
  public Partition(PartitionType type, long start, long sectors, String name, UUID guid) {
    this(type, start, sectors, name, guid, false);
  }

  /**
   * A GUID for a partition that follows from the disk's (a name-based UUID of version 3).
   *
   * @param disk the disk's GUID
   * @param number the partition's number, from 1
   */
  public static UUID guidFor(UUID disk, int number) {
    return UUID.nameUUIDFromBytes(
        (disk + " partition " + number).getBytes(StandardCharsets.US_ASCII));
  }

  /** The same, marked bootable. */
  public Partition asBootable() {
    return new Partition(type, start, sectors, name, guid, true);
  }

  /** The sector after its last one. */
  public long end() {
    return start + sectors;
  }
}
