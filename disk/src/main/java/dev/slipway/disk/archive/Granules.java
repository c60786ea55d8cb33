package dev.slipway.disk.archive;

import dev.slipway.disk.Extent;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Which pieces of a temporary file were written to. */
final class Granules {
  static final int SIZE = 64 << 10;

  private final BitSet written = new BitSet();

  /** Says that bytes were written. */
  void mark(long from, long count) {
    if (count > 0) {
      written.set((int) (from / SIZE), (int) ((from + count - 1) / SIZE) + 1);
    }
  }

  /** The first stretch of written pieces within a range; null where there is none. */
  @Nullable Extent next(long from, long to) {
    if (from >= to) {
      return null;
    }
    int first = written.nextSetBit((int) (from / SIZE));
    if (first < 0 || (long) first * SIZE >= to) {
      return null;
    }
    long start = Math.max(from, (long) first * SIZE);
    long end = Math.min(to, (long) written.nextClearBit(first) * SIZE);
    return new Extent(start, end - start);
  }
}
