package dev.slipway.build.image;

import dev.slipway.disk.DiskSource;
import dev.slipway.disk.partition.PartitionListing;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Says what is at a place of a raw disk: which partition, and which file of the root. */
final class PlaceInDisk {
  private static final int BLOCK = 4096;

  private PlaceInDisk() {}

  static Optional<String> of(Path disk, long offset) throws IOException, InterruptedException {
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.READ)) {
      PartitionListing listing =
          PartitionListing.read(DiskSource.of(channel, disk.getFileName().toString()));
      for (PartitionListing.Entry each : listing.partitions()) {
        long start = each.start() * 512;
        if (offset >= start && offset < start + each.sectors() * 512) {
          return Optional.of(
              each.name().equals("root") || listing.partitions().getLast().equals(each)
                  ? inRoot(disk, start, offset - start)
                  : "partition " + each.number() + " (" + each.name() + ")");
        }
      }
    }
    return Optional.of("the partition table");
  }

  private static String inRoot(Path disk, long start, long offset)
      throws IOException, InterruptedException {
    String fileSystem = disk + "?offset=" + start;
    long block = offset / BLOCK;
    Optional<String> inode = second(debugfs(fileSystem, "icheck " + block));
    Optional<String> path = Optional.empty();
    if (inode.isPresent()) {
      path = second(debugfs(fileSystem, "ncheck " + inode.get()));
    }
    return path.map(p -> "file " + p)
        .orElseGet(() -> "the root file system's own records, block " + block);
  }

  private static List<String> debugfs(String fileSystem, String request)
      throws IOException, InterruptedException {
    return Command.of("debugfs", "-R", request, fileSystem).lines();
  }

  /** The second column of the line below the headings, where there is something in it. */
  private static Optional<String> second(List<String> lines) {
    if (lines.size() < 2) {
      return Optional.empty();
    }
    String[] columns = lines.get(1).split("\\s+", 2);
    return columns.length == 2 && columns[1].matches("(\\d+|/.*)")
        ? Optional.of(columns[1])
        : Optional.empty();
  }
}
