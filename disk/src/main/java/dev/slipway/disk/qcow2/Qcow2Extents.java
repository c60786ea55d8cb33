package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Extent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds where a disk has data, from an image's tables and its backing file. */
record Qcow2Extents(Header header, ClusterMap map, @Nullable Disk backing) {
  /** How many clusters are looked at for one extent; more of them touch. */
  private static final int MAX_DATA_RUN = 4096;

  /** Fewer where the backing file is asked, as one run may have many of its extents. */
  private static final int MAX_EMPTY_RUN = 256;

  /** Whether there is an L2 table for a cluster, counted from 0. */
  boolean hasTable(long cluster) throws IOException {
    return map.find(cluster) != Mapping.Unallocated.TABLE;
  }

  /** The first stretch with data within a range, cut to it; null where it has none. */
  @Nullable Extent next(long from, long to) throws IOException {
    long at = from;
    while (at < to) {
      Mapping first = map.find(at >>> header.clusterBits());
      long end = runEnd(first, at, to);
      Extent found =
          switch (first) {
            case Mapping.Zero _ -> null;
            case Mapping.Unallocated _ -> nextBacking(at, end);
            case Mapping.Plain _, Mapping.Compressed _ -> new Extent(at, end - at);
          };
      if (found != null) {
        return found;
      }
      at = end;
    }
    return null;
  }

  private @Nullable Extent nextBacking(long from, long to) throws IOException {
    if (backing == null || from >= backing.size()) {
      return null;
    }
    return backing.nextExtent(from, Math.min(to, backing.size()));
  }

  /** Where the clusters that are like the first end. */
  private long runEnd(Mapping first, long at, long to) throws IOException {
    if (first == Mapping.Unallocated.TABLE) {
      return clusterEnd(at, header.l2Coverage(), to);
    }
    long end = clusterEnd(at, header.clusterSize(), to);
    int most = isData(first) ? MAX_DATA_RUN : MAX_EMPTY_RUN;
    for (int i = 1; i < most && end < to; i++) {
      if (!alike(first, map.find(end >>> header.clusterBits()))) {
        break;
      }
      end = clusterEnd(end, header.clusterSize(), to);
    }
    return end;
  }

  private static boolean alike(Mapping first, Mapping other) {
    return isData(first) ? isData(other) : first.equals(other);
  }

  private static boolean isData(Mapping mapping) {
    return mapping instanceof Mapping.Plain || mapping instanceof Mapping.Compressed;
  }

  private static long clusterEnd(long at, long unit, long to) {
    long end = (at & -unit) + unit;
    return end < 0 ? to : Math.min(end, to);
  }
}
