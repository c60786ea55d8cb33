package dev.slipway.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Compares two disks where at least one of them has data. */
final class Comparer {
  private static final int BLOCK = 1 << 20;

  private final Disk one;
  private final Disk other;
  private final ByteBuffer first = ByteBuffer.allocateDirect(BLOCK);
  private final ByteBuffer second = ByteBuffer.allocateDirect(BLOCK);

  Comparer(Disk one, Disk other) {
    this.one = one;
    this.other = other;
  }

  Comparison compare() throws IOException {
    boolean sameSize = one.size() == other.size();
    Extents ours = one.extents();
    Extents theirs = other.extents();
    Extent a = ours.next();
    Extent b = theirs.next();
    long at = 0;
    while (a != null || b != null) {
      long from = Math.max(at, Math.min(start(a), start(b)));
      long to = Math.max(inside(a, from), inside(b, from));
      OptionalLong difference = firstDifference(from, to);
      if (difference.isPresent()) {
        return new Comparison(difference, sameSize);
      }
      at = to;
      a = after(a, at, ours);
      b = after(b, at, theirs);
    }
    return new Comparison(OptionalLong.empty(), sameSize);
  }

  private static long start(@Nullable Extent extent) {
    return extent == null ? Long.MAX_VALUE : extent.offset();
  }

  private static long inside(@Nullable Extent extent, long from) {
    return extent == null || extent.offset() > from ? from : extent.end();
  }

  private static @Nullable Extent after(@Nullable Extent extent, long at, Extents more)
      throws IOException {
    Extent current = extent;
    while (current != null && current.end() <= at) {
      current = more.next();
    }
    return current;
  }

  private OptionalLong firstDifference(long from, long to) throws IOException {
    for (long at = from; at < to; at += BLOCK) {
      int count = (int) Math.min(BLOCK, to - at);
      fill(one, at, first.clear().limit(count));
      fill(other, at, second.clear().limit(count));
      int difference = first.mismatch(second);
      if (difference >= 0) {
        return OptionalLong.of(at + difference);
      }
    }
    return OptionalLong.empty();
  }

  private static void fill(Disk disk, long at, ByteBuffer block) throws IOException {
    int count = block.limit();
    int within = Math.clamp(disk.size() - at, 0, count);
    if (within > 0) {
      disk.read(at, block.limit(within));
      block.limit(count);
    }
    while (block.hasRemaining()) {
      block.put((byte) 0);
    }
    block.flip();
  }
}
