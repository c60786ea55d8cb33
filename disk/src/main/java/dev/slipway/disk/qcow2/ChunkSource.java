package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Extent;
import dev.slipway.disk.Extents;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts a disk's data into stretches of whole clusters, ascending, holes left out. */
final class ChunkSource {
  private final Extents extents;
  private final long size;
  private final int clusterSize;
  private final int chunkSize;
  private @Nullable Extent current;
  private long position;

  ChunkSource(Disk disk, int clusterSize, int chunkSize) throws IOException {
    this.extents = disk.extents();
    this.size = disk.size();
    this.clusterSize = clusterSize;
    this.chunkSize = chunkSize;
    this.current = extents.next();
  }

  /** The next stretch, or null after the last. It starts where a cluster does. */
  @Nullable Extent next() throws IOException {
    while (current != null && current.end() <= position) {
      current = extents.next();
    }
    if (current == null) {
      return null;
    }
    long from = Math.max(position, current.offset() & -clusterSize);
    long end = Math.min(current.end(), (from & -chunkSize) + chunkSize);
    position = Math.min(size, (end + clusterSize - 1) & -clusterSize);
    return new Extent(from, position - from);
  }
}
