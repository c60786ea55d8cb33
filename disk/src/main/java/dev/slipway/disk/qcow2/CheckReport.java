package dev.slipway.disk.qcow2;

import java.util.List;

/**
 * What checking an image found.
 *
 * @param findings the first thousand things that are wrong
 * @param corruptions how many threaten data
 * @param leaks how many only lose room
 * @param plainClusters how many clusters of the disk are stored as they are
 * @param compressedClusters how many are stored compressed
 */
public record CheckReport(
    List<Finding> findings,
    long corruptions,
    long leaks,
    long plainClusters,
    long compressedClusters) {
  /** Keeps a copy of the list. */
  public CheckReport {
    findings = List.copyOf(findings);
  }

  /** Whether nothing is wrong. */
  public boolean clean() {
    return corruptions == 0 && leaks == 0;
  }
}
