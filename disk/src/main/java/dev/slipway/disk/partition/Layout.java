package dev.slipway.disk.partition;

import dev.slipway.disk.DiskException;
import java.util.Comparator;
import java.util.List;

/** What partitions must be like in any table. */
final class Layout {
  private Layout() {}

  /** Checks what is the same for both kinds: alignment, bounds, overlaps. */
  static void check(List<Partition> partitions, long first, long last) throws DiskException {
    for (int i = 0; i < partitions.size(); i++) {
      checkPlace(i + 1, partitions.get(i), first, last);
    }
    List<Partition> sorted =
        partitions.stream().sorted(Comparator.comparingLong(Partition::start)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      Partition before = sorted.get(i - 1);
      Partition after = sorted.get(i);
      if (after.start() < before.end()) {
        throw new DiskException(
            "partitions %s and %s overlap: sectors %d to %d and %d to %d"
                .formatted(
                    title(partitions.indexOf(before) + 1, before),
                    title(partitions.indexOf(after) + 1, after),
                    before.start(),
                    before.end() - 1,
                    after.start(),
                    after.end() - 1));
      }
    }
  }

  private static void checkPlace(int number, Partition partition, long first, long last)
      throws DiskException {
    String title = title(number, partition);
    if (partition.sectors() <= 0) {
      throw new DiskException(
          "partition %s has %d sectors; it needs at least 1".formatted(title, partition.sectors()));
    }
    if (partition.start() % PartitionTable.ALIGNMENT != 0) {
      throw new DiskException(
          "partition %s starts at sector %d, which is no multiple of %d (1 MiB)"
              .formatted(title, partition.start(), PartitionTable.ALIGNMENT));
    }
    if (partition.start() < first || partition.sectors() > last + 1 - partition.start()) {
      throw new DiskException(
          "partition %s, %d sectors from %d, does not fit into the disk's usable sectors %d to %d"
              .formatted(title, partition.sectors(), partition.start(), first, last));
    }
  }

  /** A partition's number and name, for errors. */
  static String title(int number, Partition partition) {
    return partition.name().isEmpty() ? "" + number : "%d (%s)".formatted(number, partition.name());
  }
}
