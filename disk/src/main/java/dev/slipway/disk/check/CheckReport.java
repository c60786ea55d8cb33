package dev.slipway.disk.check;

import java.util.List;

/**
 * What checking a disk's file found.
 *
 * @param findings the first thousand things that are wrong
 * @param corruptions how many threaten data
 * @param leaks how many only lose room
 * @param plainBlocks how many blocks of the disk (of the size that its format has) are stored as
 *     they are
 * @param compressedBlocks how many are stored compressed
 */
public record CheckReport(
    List<Finding> findings, long corruptions, long leaks, long plainBlocks, long compressedBlocks) {
  /** Keeps a copy of the list. */
  public CheckReport {
    findings = List.copyOf(findings);
  }

  /** Whether nothing is wrong. */
  public boolean clean() {
    return corruptions == 0 && leaks == 0;
  }
}
