package dev.slipway.disk.vhdx;

/**
 * A stretch of the file that a region table names.
 *
 * @param offset bytes from the file's start
 * @param length bytes
 */
record Region(long offset, long length) {
  static final long UNIT = 1 << 20;

  long end() {
    return offset + length;
  }

  boolean overlaps(Region other) {
    return offset < other.end() && other.offset < end();
  }
}
