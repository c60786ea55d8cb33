package dev.slipway.disk;

/**
 * A stretch of a disk.
 *
 * @param offset where it starts, in bytes from the disk's start
 * @param length how many bytes it has, more than zero
 */
public record Extent(long offset, long length) {
  /** Refuses an empty or negative stretch, and one beyond what a long counts. */
  public Extent {
    if (offset < 0 || length <= 0 || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException("not a stretch: " + length + " bytes at " + offset);
    }
  }

  /** The first byte after it. */
  public long end() {
    return offset + length;
  }
}
