package dev.slipway.disk.ext4;

/**
 * Blocks whose place follows from the volume's size alone.
 *
 * @param group the group that they describe, or the first of several
 * @param start the first block
 */
record Stretch(Kind kind, int group, long start, long blocks) {
  /** What stands there. */
  enum Kind {
    /** The superblock or a copy, the group descriptors, and room for more of them. */
    SUPERBLOCK,
    /** The block bitmaps of a flexible group's groups, a block each. */
    BLOCK_BITMAPS,
    /** The inode bitmaps of a flexible group's groups, a block each. */
    INODE_BITMAPS,
    /** One group's inode table. */
    INODE_TABLE
  }

  /** The block after the last. */
  long end() {
    return start + blocks;
  }
}
