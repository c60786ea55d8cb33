package dev.slipway.disk.partition;

import dev.slipway.disk.DiskSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The partitions that were found in a disk.
 *
 * @param scheme the table's kind
 * @param id the disk's GUID, or its MBR signature as eight hexadecimal digits
 * @param partitions by number, which may have gaps
 * @param notes what is wrong with the table though it could be read, for a user: a damaged first
 *     GPT whose copy was read instead, a damaged copy, a copy that is not at the disk's end
 */
public record PartitionListing(
    Scheme scheme, String id, List<Entry> partitions, List<String> notes) {
  public PartitionListing {
    partitions = List.copyOf(partitions);
    notes = List.copyOf(notes);
  }

  /** Of a table with nothing wrong. */
  public PartitionListing(Scheme scheme, String id, List<Entry> partitions) {
    this(scheme, id, partitions, List.of());
  }

  /** A kind of table. */
  public enum Scheme {
    GPT,
    MBR
  }

  /**
   * A partition that was found.
   *
   * @param number from 1
   * @param typeId its type as the table has it: a GUID, or two hexadecimal digits
   * @param type the type's name, where it is one that Slipway makes
   * @param start its first sector
   * @param sectors its size in sectors
   * @param name empty in an MBR
   * @param guid its own GUID; none in an MBR
   */
  public record Entry(
      int number,
      String typeId,
      Optional<PartitionType> type,
      long start,
      long sectors,
      String name,
      Optional<UUID> guid,
      boolean bootable) {}

  /**
   * Reads a disk's table: the GPT (checked; its copy at the disk's end where the first one is
   * damaged) if the disk has one, else the MBR with its logical partitions.
   *
   * @throws dev.slipway.disk.DiskException where there is no table, or one that cannot be right,
   *     with the field and its position
   */
  public static PartitionListing read(DiskSource disk) throws IOException {
    return MbrReader.read(disk);
  }
}
