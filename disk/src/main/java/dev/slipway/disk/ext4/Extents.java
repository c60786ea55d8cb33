package dev.slipway.disk.ext4;

import java.util.Arrays;

/** Where a file's blocks are: runs of them, ascending in the file and on the volume. */
final class Extents {
  /** Blocks in one extent at the most. */
  static final int LONGEST = 32768;

  private static final int CELLS = 3;

  private long[] cells = new long[CELLS];
  private int count;
  private long blocks;

  /** Adds a run, split where it is longer than an extent can be. */
  void add(long logical, long physical, long length) {
    blocks += length;
    long done = 0;
    if (count > 0 && follows(logical, physical)) {
      int last = (count - 1) * CELLS;
      done = Math.min(length, LONGEST - cells[last + 2]);
      cells[last + 2] += done;
    }
    while (done < length) {
      long part = Math.min(length - done, LONGEST);
      if (cells.length == count * CELLS) {
        cells = Arrays.copyOf(cells, cells.length * 2);
      }
      cells[count * CELLS] = logical + done;
      cells[count * CELLS + 1] = physical + done;
      cells[count * CELLS + 2] = part;
      count++;
      done += part;
    }
  }

  private boolean follows(long logical, long physical) {
    int last = (count - 1) * CELLS;
    return cells[last] + cells[last + 2] == logical
        && cells[last + 1] + cells[last + 2] == physical;
  }

  int count() {
    return count;
  }

  /** How many blocks all have together. */
  long blocks() {
    return blocks;
  }

  /** An extent's first block, counted in the file. */
  long logical(int extent) {
    return cells[extent * CELLS];
  }

  /** An extent's first block, counted on the volume. */
  long physical(int extent) {
    return cells[extent * CELLS + 1];
  }

  int length(int extent) {
    return (int) cells[extent * CELLS + 2];
  }

  /** The volume's block that holds one of the file's. */
  long locate(long logical) {
    for (int i = 0; i < count; i++) {
      long within = logical - logical(i);
      if (within >= 0 && within < length(i)) {
        return physical(i) + within;
      }
    }
    throw new IllegalArgumentException("block " + logical + " is a hole");
  }
}
