package dev.slipway.cli.disk;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import dev.slipway.disk.partition.PartitionListing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A disk's partitions.
 *
 * @param listing empty where there is no table that can be read
 * @param reason why there is none
 */
record FoundPartitions(Optional<PartitionListing> listing, String reason) {
  /** Those of a disk. A disk without a table is one like any other, so that this is no error. */
  static FoundPartitions of(Path file, Opening opening) throws IOException {
    try (Disk disk = Disks.open(file, opening)) {
      return new FoundPartitions(Optional.of(PartitionListing.read(new AsSource(disk))), "");
    } catch (DiskException e) {
      return new FoundPartitions(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  /** A line for people. */
  String summary() {
    return listing
        .map(l -> scheme(l) + " " + l.id() + ", " + count(l.partitions().size()))
        .orElse("none to be read: " + reason);
  }

  private static String count(int partitions) {
    return partitions == 1 ? "1 partition" : partitions + " partitions";
  }

  /** As in definitions. */
  static String scheme(PartitionListing listing) {
    return listing.scheme().name().toLowerCase(Locale.ROOT);
  }
}
