package dev.slipway.queue.errand;

import dev.slipway.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does errands. Each server has one; the leases see to it that each errand is one server's. */
public final class ErrandRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ErrandRunner.class);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final List<Lane> lanes;
  private final Thread thread = Thread.ofVirtual().name("errands").unstarted(this::run);

  /**
   * One that has not begun.
   *
   * @param changed hears of builds whose errands have ended
   */
  public ErrandRunner(Database database, List<Duty> duties, Clock clock, LongConsumer changed) {
    this.lanes = duties.stream().map(d -> new Lane(database, d, clock, LEASE, changed)).toList();
  }

  /** Begins, with what was left by an earlier start. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        lanes.forEach(ErrandRunner::turn);
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void turn(Lane lane) {
    try {
      lane.turn();
    } catch (RuntimeException e) {
      LOG.error("errands cannot be taken now; trying again", e);
    }
  }

  /** Ends. What was being done is begun again by the next start. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
      for (Lane each : lanes) {
        each.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
