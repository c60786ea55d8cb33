package dev.slipway.disk.ext4;

import java.util.List;

/**
 * Hands out a volume's blocks in ascending order, around those with a fixed place. All blocks below
 * {@link #next} are in use. It goes on past the volume's end, so that one learns how much is
 * needed.
 */
final class Space {
  private final List<Stretch> fixed;
  private int index;
  private long next;

  Space(Geometry geometry) {
    fixed = geometry.fixed;
    skip();
  }

  /** Takes blocks for a part of a file. */
  void take(long logical, long count, Extents into) {
    long done = 0;
    while (done < count) {
      long run = index < fixed.size() ? fixed.get(index).start() - next : Long.MAX_VALUE;
      run = Math.min(run, count - done);
      into.add(logical + done, next, run);
      next += run;
      done += run;
      skip();
    }
  }

  /** Takes one block. */
  long take() {
    long block = next++;
    skip();
    return block;
  }

  private void skip() {
    while (index < fixed.size() && fixed.get(index).start() == next) {
      next = fixed.get(index++).end();
    }
  }

  /** The first block that is free. */
  long next() {
    return next;
  }

  /** The block after all that are in use. */
  long end() {
    return fixed.isEmpty() ? next : Math.max(next, fixed.getLast().end());
  }
}
