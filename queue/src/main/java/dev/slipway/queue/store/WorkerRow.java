package dev.slipway.queue.store;

import java.time.Instant;
import java.util.List;

/**
 * A worker as it last told of itself.
 *
 * @param incarnation differs between two starts of the same worker
 * @param architectures Debian's names
 * @param slots how many builds it runs at once
 * @param busy how many it runs now
 * @param free bytes of disk
 * @param draining whether it takes no more builds
 */
public record WorkerRow(
    String id,
    String host,
    String version,
    String incarnation,
    List<String> architectures,
    int slots,
    int busy,
    long free,
    boolean draining,
    Instant started,
    Instant seen) {
  public WorkerRow {
    architectures = List.copyOf(architectures);
  }
}
