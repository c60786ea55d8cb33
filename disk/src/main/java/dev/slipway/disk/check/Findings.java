package dev.slipway.disk.check;

import java.util.ArrayList;
import java.util.List;

/** Gathers what a check finds, and keeps no more than a thousand of it. */
public final class Findings {
  private static final int MOST = 1000;

  private final List<Finding> kept = new ArrayList<>();
  private long corruptions;
  private long leaks;

  /** Adds one. */
  public void add(Finding.Kind kind, long offset, String message) {
    if (kind == Finding.Kind.LEAK) {
      leaks++;
    } else {
      corruptions++;
    }
    if (kept.size() < MOST) {
      kept.add(new Finding(kind, offset, message));
    }
  }

  /**
   * What was found.
   *
   * @param plainBlocks how many of the disk's blocks are stored as they are
   * @param compressedBlocks how many are stored compressed
   */
  public CheckReport report(long plainBlocks, long compressedBlocks) {
    return new CheckReport(kept, corruptions, leaks, plainBlocks, compressedBlocks);
  }
}
