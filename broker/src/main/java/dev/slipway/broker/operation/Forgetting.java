package dev.slipway.broker.operation;

import dev.slipway.broker.store.Forgotten;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets every hour what has been over for longer than it is to be kept. */
public final class Forgetting implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);
  private static final Duration PACE = Duration.ofHours(1);

  private final Forgotten forgotten;
  private final Duration keep;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("forgetting").factory());

  /** With how long rows are kept of what is over. */
  public Forgetting(Forgotten forgotten, Duration keep, Clock clock) {
    this.forgotten = forgotten;
    this.keep = keep;
    this.clock = clock;
  }

  /** Begins, until it is closed. */
  public void start() {
    var _ = timer.scheduleWithFixedDelay(this::run, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      long removed = forgotten.remove(clock.instant().minus(keep));
      if (removed > 0) {
        LOG.info("{} rows are forgotten of what was over {} days ago", removed, keep.toDays());
      }
    } catch (RuntimeException e) {
      LOG.error("what is over cannot be forgotten; it is tried again", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
