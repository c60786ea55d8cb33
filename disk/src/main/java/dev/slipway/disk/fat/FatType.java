package dev.slipway.disk.fat;

/**
 * The three kinds of FAT. Which one a volume is follows from its number of clusters alone; the
 * limits here keep 16 clusters away from the edges, since some readers count them wrongly.
 */
enum FatType {
  FAT12(12, 1, 4084 - 16),
  FAT16(16, 4085 + 16, 65524 - 16),
  FAT32(32, 65525 + 16, 0x0FFFFFF4);

  private final int bits;
  private final long minClusters;
  private final long maxClusters;

  FatType(int bits, long minClusters, long maxClusters) {
    this.bits = bits;
    this.minClusters = minClusters;
    this.maxClusters = maxClusters;
  }

  /** How many bytes a table of that many entries takes. */
  long tableBytes(long entries) {
    return (entries * bits + 7) / 8;
  }

  boolean allows(long clusters) {
    return clusters >= minClusters && clusters <= maxClusters;
  }

  /** What stands for the end of a chain. */
  int endOfChain() {
    return this == FAT32 ? 0x0FFFFFFF : (1 << bits) - 1;
  }

  /** How a boot sector and blkid name it: eight characters. */
  String label() {
    return name() + "   ";
  }
}
