package dev.slipway.disk.qcow2;

/** Where the bytes of one of the disk's clusters are. */
sealed interface Mapping {
  /** In the backing file; without one, nowhere. */
  enum Unallocated implements Mapping {
    /** This cluster only. */
    CLUSTER,
    /** Every cluster that the same L2 table would stand for. */
    TABLE
  }

  /** Nowhere: it reads as zero, whatever the backing file has. */
  record Zero() implements Mapping {}

  /**
   * In the file as they are.
   *
   * @param offset bytes from the file's start, where a cluster starts
   */
  record Plain(long offset) implements Mapping {}

  /**
   * In the file, compressed.
   *
   * @param offset bytes from the file's start
   * @param length how many bytes there are at most; the end is a sector's, not the data's
   */
  record Compressed(long offset, int length) implements Mapping {}
}
