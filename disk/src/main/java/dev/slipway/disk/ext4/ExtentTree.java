package dev.slipway.disk.ext4;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A file's extents as they are stored: up to four in the inode, more in a tree of blocks. */
final class ExtentTree {
  private static final int IN_INODE = 4;
  private static final int ENTRY = 12;
  private static final int MAGIC = 0xF30A;

  /** Entries in a block: after the header and before the checksum. */
  static final int IN_BLOCK = (Format.BLOCK - ENTRY - 4) / ENTRY;

  private final Extents extents;

  /** The tree's blocks: leaves first, then the level above, and so on. */
  private final long[] blocks;

  /** How many blocks each level has, leaves first. */
  private final int[] levels;

  /** Lays out a tree, taking the blocks that it needs. */
  ExtentTree(Extents extents, Space space) {
    this.extents = extents;
    levels = levels(extents.count());
    int sum = 0;
    for (int level : levels) {
      sum += level;
    }
    blocks = new long[sum];
    for (int i = 0; i < sum; i++) {
      blocks[i] = space.take();
    }
  }

  private static int[] levels(int extents) {
    int[] found = new int[5];
    int depth = 0;
    for (int width = extents; width > IN_INODE; ) {
      width = (int) Format.ceil(width, IN_BLOCK);
      found[depth++] = width;
    }
    return Arrays.copyOf(found, depth);
  }

  /** How many blocks the tree has outside of the inode. */
  int size() {
    return blocks.length;
  }

  /** The volume's block that holds one of the tree's. */
  long block(int index) {
    return blocks[index];
  }

  /** Writes the 60 bytes that are the tree's root in the inode. */
  void encodeRoot(ByteBuffer out, int at) {
    int depth = levels.length;
    int entries = depth == 0 ? extents.count() : levels[depth - 1];
    header(out, at, entries, IN_INODE, depth);
    entries(out, at, depth, 0, entries);
  }

  /** Writes one of the tree's blocks, without its checksum. */
  void encodeBlock(ByteBuffer out, int index) {
    int level = 0;
    int within = index;
    while (within >= levels[level]) {
      within -= levels[level++];
    }
    int below = level == 0 ? extents.count() : levels[level - 1];
    int first = within * IN_BLOCK;
    int entries = Math.min(IN_BLOCK, below - first);
    header(out, 0, entries, IN_BLOCK, level);
    entries(out, 0, level, first, entries);
  }

  private static void header(ByteBuffer out, int at, int entries, int most, int depth) {
    out.putShort(at, (short) MAGIC);
    out.putShort(at + 2, (short) entries);
    out.putShort(at + 4, (short) most);
    out.putShort(at + 6, (short) depth);
  }

  private void entries(ByteBuffer out, int at, int depth, int first, int count) {
    for (int i = 0; i < count; i++) {
      int place = at + ENTRY * (i + 1);
      if (depth == 0) {
        long physical = extents.physical(first + i);
        out.putInt(place, (int) extents.logical(first + i));
        out.putShort(place + 4, (short) extents.length(first + i));
        out.putShort(place + 6, (short) (physical >>> 32));
        out.putInt(place + 8, (int) physical);
      } else {
        long child = blocks[offset(depth - 1) + first + i];
        out.putInt(place, (int) extents.logical(firstExtent(depth - 1, first + i)));
        out.putInt(place + 4, (int) child);
        out.putShort(place + 8, (short) (child >>> 32));
      }
    }
  }

  private int offset(int level) {
    int sum = 0;
    for (int i = 0; i < level; i++) {
      sum += levels[i];
    }
    return sum;
  }

  private static int firstExtent(int level, int index) {
    int first = index;
    for (int i = 0; i <= level; i++) {
      first *= IN_BLOCK;
    }
    return first;
  }
}
