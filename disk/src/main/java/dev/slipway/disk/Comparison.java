package dev.slipway.disk;

import java.util.OptionalLong;

/**
 * What became of comparing two disks.
 *
 * @param firstDifference the first byte that differs, counted from the disks' start; bytes that
 *     only the longer disk has are compared with zero
 * @param sameSize whether both disks have as many bytes
 */
public record Comparison(OptionalLong firstDifference, boolean sameSize) {
  /** Whether the disks have the same bytes, and as many. */
  public boolean identical() {
    return sameSize && firstDifference.isEmpty();
  }
}
