package dev.slipway.disk.vhdx;

/**
 * How a disk is cut into blocks, and where the block allocation table has them (section 2.5): after
 * each chunk of payload blocks comes an entry for their sector bitmap, used or not.
 *
 * @param size the disk's bytes
 * @param blockSize bytes
 * @param ratio how many payload blocks one sector bitmap is for
 */
record Blocks(long size, int blockSize, long ratio) {
  static final int NOT_PRESENT = 0;
  static final int UNDEFINED = 1;
  static final int ZERO = 2;
  static final int UNMAPPED = 3;
  static final int PRESENT = 6;
  static final int PARTIAL = 7;

  /** A sector bitmap has 1 MiB, and a bit for each sector. */
  private static final long SECTORS = 1L << 23;

  private static final int OFFSET_SHIFT = 20;

  static Blocks of(Metadata metadata) {
    long ratio = SECTORS * metadata.logicalSector() / metadata.blockSize();
    return new Blocks(metadata.size(), metadata.blockSize(), ratio);
  }

  /** How many payload blocks there are. */
  long count() {
    return (size + blockSize - 1) / blockSize;
  }

  /** How many entries the table has without a parent: none is for a bitmap at its end. */
  long entries() {
    return count() == 0 ? 0 : count() + (count() - 1) / ratio;
  }

  /** Where the table has a payload block. */
  long index(long block) {
    return block + block / ratio;
  }

  /** Whether the table has a sector bitmap at an index. */
  boolean bitmap(long index) {
    return index % (ratio + 1) == ratio;
  }

  /** How many bytes of a block are the disk's. */
  int length(long block) {
    return (int) Math.min(blockSize, size - block * blockSize);
  }

  static int state(long entry) {
    return (int) (entry & 7);
  }

  /** Where a block is, in bytes from the file's start; negative for what no file can have. */
  static long offset(long entry) {
    return entry >>> OFFSET_SHIFT << OFFSET_SHIFT;
  }

  static boolean reserved(long entry) {
    return (entry & ((1L << OFFSET_SHIFT) - 1) & ~7L) != 0;
  }
}
