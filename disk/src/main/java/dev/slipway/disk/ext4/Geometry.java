package dev.slipway.disk.ext4;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How a volume is divided: groups, their tables, the journal's size. As mke2fs does it. */
final class Geometry {
  /** One inode for so many bytes of the volume. */
  private static final int BYTES_PER_INODE = 16384;

  /** The last group is left out where so few blocks would be left for data. */
  private static final int LEAST_IN_LAST_GROUP = 50;

  /** The file system may be grown to so many times its size while it is mounted. */
  private static final int GROWTH = 1024;

  private static final int DESCRIPTORS_PER_BLOCK = Format.BLOCK / Format.DESCRIPTOR;

  final long blocks;
  final int groups;
  final int inodesPerGroup;
  final int descriptorBlocks;

  /** Blocks kept for more group descriptors; the resize inode holds them. */
  final int reservedBlocks;

  final int journalBlocks;
  final long[] blockBitmaps;
  final long[] inodeBitmaps;
  final long[] inodeTables;

  /** All blocks with a fixed place, ascending. */
  final List<Stretch> fixed = new ArrayList<>();

  /**
   * Divides a volume.
   *
   * @param size bytes
   * @param inodes how many are needed at the least
   */
  Geometry(long size, long inodes) {
    long wanted = Math.max(size / BYTES_PER_INODE, inodes);
    long all = Math.max(1, size / Format.BLOCK);
    int count = (int) Format.ceil(all, Format.GROUP);
    long rest = all % Format.GROUP;
    long perGroup = perGroup(wanted, count);
    long overhead = 2 + perGroup / Format.INODES_PER_BLOCK;
    if (hasSuperblock(count - 1)) {
      overhead += 1 + Format.ceil(count, DESCRIPTORS_PER_BLOCK) + reserved(all, count);
    }
    if (count > 1 && rest > 0 && rest < overhead + LEAST_IN_LAST_GROUP) {
      count--;
      all = (long) count * Format.GROUP;
      perGroup = perGroup(wanted, count);
    }
    blocks = all;
    groups = count;
    inodesPerGroup = (int) perGroup;
    descriptorBlocks = (int) Format.ceil(groups, DESCRIPTORS_PER_BLOCK);
    reservedBlocks = reserved(blocks, groups);
    journalBlocks = journal(blocks);
    blockBitmaps = new long[groups];
    inodeBitmaps = new long[groups];
    inodeTables = new long[groups];
    placeSuperblocks();
    for (int group = 0; group < groups; group += Format.FLEX) {
      placeTables(group, Math.min(Format.FLEX, groups - group));
    }
    fixed.sort(Comparator.comparingLong(Stretch::start));
  }

  private static long perGroup(long inodes, int groups) {
    long each = Format.ceil(Format.ceil(inodes, groups), Format.INODES_PER_BLOCK);
    return Math.clamp(each * Format.INODES_PER_BLOCK, Format.INODES_PER_BLOCK, Format.GROUP);
  }

  private static int reserved(long blocks, int groups) {
    long most = Math.min(0xFFFFFFFFL, blocks * GROWTH);
    long mostGroups = Format.ceil(most, Format.GROUP);
    long more =
        Format.ceil(mostGroups, DESCRIPTORS_PER_BLOCK) - Format.ceil(groups, DESCRIPTORS_PER_BLOCK);
    return Math.clamp(more, 0, Format.BLOCK / 4);
  }

  /** The journal's blocks for a volume's, in mke2fs's steps; 0 where it is too small for one. */
  private static int journal(long blocks) {
    if (blocks < 2048) {
      return 0;
    }
    if (blocks < 32768) {
      return 1024;
    }
    long[] upTo = {256 << 10, 512 << 10, 4 << 20, 8 << 20, 16 << 20, 32 << 20};
    int size = 4096;
    for (long limit : upTo) {
      if (blocks < limit) {
        break;
      }
      size *= 2;
    }
    return size;
  }

  /** Whether a group starts with a superblock (sparse_super): 0, 1, and powers of 3, 5 and 7. */
  static boolean hasSuperblock(int group) {
    return group <= 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
  }

  private static boolean isPower(int number, int base) {
    int left = number;
    while (left % base == 0) {
      left /= base;
    }
    return left == 1;
  }

  private void placeSuperblocks() {
    for (int group = 0; group < groups; group++) {
      if (hasSuperblock(group)) {
        fixed.add(
            new Stretch(Stretch.Kind.SUPERBLOCK, group, start(group), superblockBlocks(group)));
      }
    }
  }

  private void placeTables(int first, int count) {
    long at = start(first) + superblockBlocks(first);
    fixed.add(new Stretch(Stretch.Kind.BLOCK_BITMAPS, first, at, count));
    fixed.add(new Stretch(Stretch.Kind.INODE_BITMAPS, first, at + count, count));
    for (int i = 0; i < count; i++) {
      blockBitmaps[first + i] = at + i;
      inodeBitmaps[first + i] = at + count + i;
    }
    at += 2L * count;
    for (int i = 0; i < count; i++) {
      at = withoutSuperblock(at);
      inodeTables[first + i] = at;
      fixed.add(new Stretch(Stretch.Kind.INODE_TABLE, first + i, at, tableBlocks()));
      at += tableBlocks();
    }
  }

  /** The first place from here on where an inode table meets no superblock. */
  private long withoutSuperblock(long at) {
    long place = at;
    int next = (int) (place / Format.GROUP) + 1;
    if (place % Format.GROUP < superblockBlocks(next - 1)) {
      place = start(next - 1) + superblockBlocks(next - 1);
    }
    if (place + tableBlocks() > start(next) && superblockBlocks(next) > 0) {
      place = start(next) + superblockBlocks(next);
    }
    return place;
  }

  private int superblockBlocks(int group) {
    return hasSuperblock(group) ? 1 + descriptorBlocks + reservedBlocks : 0;
  }

  /** A group's first block. */
  static long start(int group) {
    return (long) group * Format.GROUP;
  }

  /** The block after a group's last. */
  long end(int group) {
    return Math.min(blocks, start(group + 1));
  }

  int tableBlocks() {
    return inodesPerGroup / Format.INODES_PER_BLOCK;
  }

  long inodes() {
    return (long) inodesPerGroup * groups;
  }

  /** Blocks that files can never use: what has a fixed place, and the journal. */
  long overhead() {
    long sum = journalBlocks;
    for (Stretch stretch : fixed) {
      sum += stretch.blocks();
    }
    return sum;
  }
}
