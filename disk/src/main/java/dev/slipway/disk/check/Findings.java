package dev.slipway.disk.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

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
    keep(new Finding(kind, offset, message));
  }

  /**
   * Adds what was found in a file that is in this one.
   *
   * @param name the inner file's
   * @param places where its bytes are in this one
   */
  public void addInner(String name, CheckReport report, LongUnaryOperator places) {
    corruptions += report.corruptions();
    leaks += report.leaks();
    for (Finding each : report.findings()) {
      String message = "%s, its byte %d: %s".formatted(name, each.offset(), each.message());
      keep(new Finding(each.kind(), places.applyAsLong(each.offset()), message));
    }
  }

  private void keep(Finding finding) {
    if (kept.size() < MOST) {
      kept.add(finding);
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
