package dev.slipway.disk.resize;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSource;
import dev.slipway.disk.Extent;
import dev.slipway.disk.partition.BackupTable;
import dev.slipway.disk.partition.PartitionListing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What shrinking would cut off a disk.
 *
 * @param unit what the size is to be a multiple of
 * @param movesTable whether a GPT's copy at the end is moved before
 */
record Tail(Path file, Disk disk, int unit, boolean movesTable) {
  private static final int BLOCK = 1 << 20;
  private static final int SECTOR = 512;

  /** Refuses a size that would cut a table, a partition or data. */
  void require(long size) throws IOException {
    long gpt = BackupTable.leastSize(disk);
    Optional<Extent> copy = BackupTable.place(disk);
    // A run that was stopped leaves the new copy and the old one, and this run is to finish it.
    List<Extent> copies =
        Stream.of(copy, BackupTable.remains(disk)).flatMap(Optional::stream).toList();
    long partitions = gpt > 0 ? gpt : partitionsEnd();
    if (size < partitions) {
      throw refusal(size, "its partitions and their table need more", least(partitions, copies));
    }
    if (gpt > 0 && !movesTable) {
      throw new DiskException(
          "%s: the copy of its partition table (GPT) at byte %d would be cut; let it be moved to the new end"
              .formatted(file, copy.map(Extent::offset).orElse(disk.size() - SECTOR)));
    }
    long last = lastByte(size, copies);
    if (last >= 0) {
      String why = "byte %d is the last one with data".formatted(last);
      throw refusal(size, why, Math.max(partitions, last + 1));
    }
  }

  /** The last partition's end in an MBR; 0 where there is no table. */
  private long partitionsEnd() throws IOException {
    PartitionListing listing;
    try {
      listing = PartitionListing.read(new AsSource(disk));
    } catch (DiskException noTable) {
      return 0; // Then only the data says what is needed. GPTs were read before.
    }
    return listing.partitions().stream()
        .mapToLong(entry -> (entry.start() + entry.sectors()) * SECTOR)
        .max()
        .orElse(0);
  }

  private record AsSource(Disk disk) implements DiskSource {
    @Override
    public long size() {
      return disk.size();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
      disk.read(position, into);
    }
  }

  private long least(long partitions, List<Extent> copies) throws IOException {
    return Math.max(partitions, lastByte(Math.min(partitions, disk.size()), copies) + 1);
  }

  private DiskException refusal(long size, String why, long least) {
    return new DiskException(
        "%s: it cannot shrink to %d bytes: %s; the smallest possible size is %d bytes"
            .formatted(file, size, why, (least + unit - 1) / unit * unit));
  }

  /** The last byte at or after a place that is not zero, the copies' left out; -1 where none is. */
  private long lastByte(long from, List<Extent> copies) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    long end = disk.size();
    long last = -1;
    long next = from;
    for (Extent extent = next(next, end); extent != null; extent = next(next, end)) {
      next = extent.end();
      for (long at = extent.offset(); at < extent.end(); at += BLOCK) {
        int count = (int) Math.min(BLOCK, extent.end() - at);
        disk.read(at, block.clear().limit(count));
        for (int i = count - 1; i >= 0; i--) {
          if (block.get(i) != 0 && !within(copies, at + i)) {
            last = at + i;
            break;
          }
        }
      }
    }
    return last;
  }

  private @Nullable Extent next(long from, long end) throws IOException {
    return from < end ? disk.nextExtent(from, end) : null;
  }

  private static boolean within(List<Extent> copies, long at) {
    return copies.stream().anyMatch(copy -> at >= copy.offset() && at < copy.end());
  }
}
