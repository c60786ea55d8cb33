package dev.slipway.disk.fat;

import dev.slipway.disk.DiskException;

/**
 * Where everything lies in a FAT volume, in sectors of 512 bytes: reserved sectors, two tables, the
 * root directory (except for FAT32), clusters from number 2 on.
 *
 * @param tableSectors the size of one of the two tables
 * @param rootSectors the size of the fixed root directory; 0 for FAT32
 */
record FatGeometry(
    FatType type,
    long sectors,
    int clusterSectors,
    int reservedSectors,
    long tableSectors,
    int rootSectors) {
  static final int SECTOR = 512;
  static final int FIRST_CLUSTER = 2;
  static final int TABLES = 2;
  private static final long MIB = 1 << 20;
  private static final long MAX_SECTORS = 0xFFFFFFFFL;
  private static final int ROOT_SECTORS = 32;

  /** The layout for a volume of a size in bytes: up to 8 MiB FAT12, below 512 MiB FAT16. */
  static FatGeometry of(long size) throws DiskException {
    if (size % SECTOR != 0 || size / SECTOR > MAX_SECTORS) {
      throw new DiskException(
          "a FAT volume of %d bytes cannot be; it has up to 2^32-1 sectors of 512".formatted(size));
    }
    long sectors = size / SECTOR;
    if (size <= 8 * MIB) {
      return pick(FatType.FAT12, sectors, 1, 2, 4, 8);
    }
    if (size < 512 * MIB) {
      return pick(FatType.FAT16, sectors, 4, 8, 16, 32, 2);
    }
    return pick(FatType.FAT32, sectors, size <= 8192 * MIB ? 8 : 64);
  }

  /** The first cluster size that gives a number of clusters of the type's. */
  private static FatGeometry pick(FatType type, long sectors, int... clusterSectors)
      throws DiskException {
    for (int candidate : clusterSectors) {
      FatGeometry geometry = fit(type, sectors, candidate);
      if (type.allows(geometry.clusters())) {
        return geometry;
      }
    }
    throw new DiskException(
        "%d bytes are too few for a FAT volume; 64 KiB are enough".formatted(sectors * SECTOR));
  }

  /** Grows the tables until they hold an entry for each cluster that is left beside them. */
  private static FatGeometry fit(FatType type, long sectors, int clusterSectors) {
    int reserved = type == FatType.FAT32 ? 32 : clusterSectors;
    int root = type == FatType.FAT32 ? 0 : ROOT_SECTORS;
    long table = 1;
    while (true) {
      var geometry = new FatGeometry(type, sectors, clusterSectors, reserved, table, root);
      long bytes = type.tableBytes(FIRST_CLUSTER + Math.max(0, geometry.clusters()));
      long needed = (bytes + SECTOR - 1) / SECTOR;
      if (needed <= table) {
        return geometry;
      }
      table = needed;
    }
  }

  /** How many clusters there are. */
  long clusters() {
    return Math.floorDiv(sectors - dataSector(), (long) clusterSectors);
  }

  int clusterBytes() {
    return clusterSectors * SECTOR;
  }

  /** How many clusters that many bytes take. */
  long clustersFor(long bytes) {
    return (bytes + clusterBytes() - 1) / clusterBytes();
  }

  /** The first sector of a table, 0 or 1. */
  long tableSector(int index) {
    return reservedSectors + index * tableSectors;
  }

  /** The first sector of the fixed root directory. */
  long rootSector() {
    return tableSector(TABLES);
  }

  private long dataSector() {
    return rootSector() + rootSectors;
  }

  /** Where a cluster starts, in bytes from the volume's start. */
  long position(long cluster) {
    return (dataSector() + (cluster - FIRST_CLUSTER) * clusterSectors) * SECTOR;
  }
}
