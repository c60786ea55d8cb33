package dev.slipway.disk.partition;

import dev.slipway.disk.DiskException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What partitions must be like in any table. */
final class Layout {
  private Layout() {}

  /** Checks what is the same for both kinds: alignment, bounds, overlaps. */
  static void check(List<Partition> partitions, long first, long last) throws DiskException {
    for (int i = 0; i < partitions.size(); i++) {
      checkPlace(i + 1, partitions.get(i), first, last);
    }
    List<Integer> sorted =
        IntStream.range(0, partitions.size())
            .boxed()
            .sorted(Comparator.comparingLong(index -> partitions.get(index).start()))
            .toList();
    for (int i = 1; i < sorted.size(); i++) {
      checkApart(partitions, sorted.get(i - 1), sorted.get(i));
    }
  }

  private static void checkApart(List<Partition> partitions, int before, int after)
      throws DiskException {
    Partition one = partitions.get(before);
    Partition other = partitions.get(after);
    if (other.start() < one.end()) {
      throw new DiskException(
          "partitions %s and %s overlap: sectors %d to %d and %d to %d"
              .formatted(
                  title(before + 1, one),
                  title(after + 1, other),
                  one.start(),
                  one.end() - 1,
                  other.start(),
                  other.end() - 1));
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
