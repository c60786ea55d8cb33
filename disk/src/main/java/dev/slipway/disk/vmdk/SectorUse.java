package dev.slipway.disk.vmdk;

import java.util.BitSet;

/** Which of a file's sectors are used, in one window of the file: 128 GiB take 32 MiB. */
final class SectorUse {
  static final long WINDOW = 1L << 28;

  private final long first;
  private final BitSet used = new BitSet();

  /** Looks at a window from a sector on. */
  SectorUse(long first) {
    this.first = first;
  }

  /** Uses sectors; what is outside of the window is left out. Whether they were free until now. */
  boolean use(long sector, long count) {
    long from = Math.max(sector, first) - first;
    long to = Math.min(sector + count, first + WINDOW) - first;
    if (from >= to) {
      return true;
    }
    int next = used.nextSetBit((int) from);
    boolean free = next < 0 || next >= to;
    used.set((int) from, (int) to);
    return free;
  }

  /** Whether a sector is in the window. */
  boolean sees(long sector) {
    return sector >= first && sector < first + WINDOW;
  }
}
