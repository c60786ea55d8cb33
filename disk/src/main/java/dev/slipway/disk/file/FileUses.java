package dev.slipway.disk.file;

import java.util.BitSet;

/** Which units of a file are taken, so that a check finds what is taken twice, or by nobody. */
public final class FileUses {
  private final BitSet taken = new BitSet();
  private final int units;

  /**
   * Nothing is taken so far.
   *
   * @param units how many the file has
   */
  public FileUses(int units) {
    this.units = units;
  }

  /** Takes some units, those beyond the file's end left out; says whether one was taken before. */
  public boolean take(long from, long count) {
    int first = (int) Math.min(units, from);
    int end = (int) Math.min(units, from + count);
    int before = taken.nextSetBit(first);
    taken.set(first, end);
    return before >= 0 && before < end;
  }

  /** The first unit from one on that nobody took; the number of units where there is none. */
  public int nextFree(int from) {
    return Math.min(units, taken.nextClearBit(from));
  }

  /** The first unit from one on that somebody took; the number of units where there is none. */
  public int nextTaken(int from) {
    int next = taken.nextSetBit(from);
    return next < 0 ? units : next;
  }
}
