package dev.slipway.disk.qcow2;

import java.util.ArrayList;
import java.util.List;

/** Gathers what a check finds, and keeps no more than a thousand of it. */
final class Findings {
  private static final int MOST = 1000;

  private final List<Finding> kept = new ArrayList<>();
  private long corruptions;
  private long leaks;

  void add(Finding.Kind kind, long offset, String message) {
    if (kind == Finding.Kind.LEAK) {
      leaks++;
    } else {
      corruptions++;
    }
    if (kept.size() < MOST) {
      kept.add(new Finding(kind, offset, message));
    }
  }

  CheckReport report(long plainClusters, long compressedClusters) {
    return new CheckReport(kept, corruptions, leaks, plainClusters, compressedClusters);
  }
}
