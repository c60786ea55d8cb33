package dev.slipway.disk.ext4;

/** The numbers of the format that are the same in every volume that is written here. */
final class Format {
  /** Bytes in a block. */
  static final int BLOCK = 4096;

  /** Blocks in a group: as many as one block of bitmap has bits. */
  static final int GROUP = BLOCK * 8;

  /** Bytes in an inode. */
  static final int INODE = 256;

  /** Bytes of an inode up to the place for extended attributes: 128 old ones and 32 extra. */
  static final int INODE_FIXED = 160;

  /** Inodes in a block of the inode table. */
  static final int INODES_PER_BLOCK = BLOCK / INODE;

  /** Bytes in a group descriptor, with the 64bit feature. */
  static final int DESCRIPTOR = 64;

  /** Groups whose bitmaps and inode tables stand together (flex_bg). */
  static final int FLEX = 16;

  static final int ROOT_INODE = 2;
  static final int RESIZE_INODE = 7;
  static final int JOURNAL_INODE = 8;

  /** The first inode that is not reserved; that of lost+found. */
  static final int FIRST_INODE = 11;

  static final int EXTENTS_FLAG = 0x80000;
  static final int INDEX_FLAG = 0x1000;

  static final int TYPE_FIFO = 0x1000;
  static final int TYPE_CHARACTER = 0x2000;
  static final int TYPE_DIRECTORY = 0x4000;
  static final int TYPE_BLOCK = 0x6000;
  static final int TYPE_REGULAR = 0x8000;
  static final int TYPE_SYMLINK = 0xA000;
  static final int TYPE_SOCKET = 0xC000;
  static final int TYPE_MASK = 0xF000;

  /**
   * Times that an inode can hold, in seconds since 1970: from 1901 to 2310. The format reaches to
   * 2446, but e2fsck takes the last part for a fault of old kernels.
   */
  static final long EARLIEST = Integer.MIN_VALUE;

  static final long LATEST = (1L << 33) + Integer.MAX_VALUE;

  private Format() {}

  /** The quotient, rounded up. */
  static long ceil(long amount, long unit) {
    return (amount + unit - 1) / unit;
  }
}
