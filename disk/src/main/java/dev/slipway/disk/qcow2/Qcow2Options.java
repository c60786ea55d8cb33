package dev.slipway.disk.qcow2;

import dev.slipway.disk.DiskException;

/**
 * How an image is written.
 *
 * @param clusterSize bytes, a power of two from 512 to 2 MiB
 * @param level how hard to compress: 1 to 9 for zlib, 1 to 19 for zstd; without a meaning where
 *     nothing is compressed
 * @param version 3 (compat 1.1), or 2 (compat 0.10)
 */
public record Qcow2Options(int clusterSize, Compression compression, int level, int version) {
  private static final int DEFAULT_CLUSTER = 64 << 10;

  /** Refuses what no image can be. */
  public Qcow2Options {
    if (Integer.bitCount(clusterSize) != 1 || clusterSize < 512 || clusterSize > 2 << 20) {
      throw new IllegalArgumentException(
          "cluster size " + clusterSize + " is no power of two from 512 to 2097152");
    }
    int highest = compression == Compression.ZSTD ? 19 : 9;
    if (level < 1 || level > highest) {
      throw new IllegalArgumentException(
          "level " + level + " is not 1 to " + highest + " for " + compression.label());
    }
    if (version != 2 && version != 3) {
      throw new IllegalArgumentException("version " + version + " is neither 2 nor 3");
    }
    if (version == 2 && compression == Compression.ZSTD) {
      throw new IllegalArgumentException("zstd needs version 3; use zlib with version 2");
    }
  }

  /** Version 3, clusters of 64 KiB, a compression at its usual level: zlib 6, zstd 3. */
  public static Qcow2Options of(Compression compression) {
    int level = compression == Compression.ZSTD ? 3 : 6;
    return new Qcow2Options(DEFAULT_CLUSTER, compression, level, 3);
  }

  /** With another cluster size, in bytes. */
  public Qcow2Options withClusterSize(int bytes) {
    return new Qcow2Options(bytes, compression, level, version);
  }

  /** With another level. */
  public Qcow2Options withLevel(int harder) {
    return new Qcow2Options(clusterSize, compression, harder, version);
  }

  /** With another version. */
  public Qcow2Options withVersion(int number) {
    return new Qcow2Options(clusterSize, compression, level, number);
  }

  int clusterBits() {
    return Integer.numberOfTrailingZeros(clusterSize);
  }

  /** The image's size for a disk: whole sectors, as QEMU counts them. */
  long imageSize(long diskSize) throws DiskException {
    long size = (diskSize + 511) & -512;
    long entries = size < 0 ? Long.MAX_VALUE : Header.l1EntriesFor(size, clusterBits());
    if (entries > Header.MAX_L1_ENTRIES) {
      throw new DiskException(
          "a disk of %d bytes is too large for clusters of %d bytes; use a larger cluster size"
              .formatted(diskSize, clusterSize));
    }
    return size;
  }
}
