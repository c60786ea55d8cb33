package dev.slipway.database;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.ConnectionException;

/**
 * Lets so many use the database at once. The others wait in the order in which they have come, and
 * without a connection: a thousand who read leave some to those who write.
 */
final class Lane {
  private final String what;
  private final Semaphore free;
  private final Duration patience;

  /**
   * A lane.
   *
   * @param patience how long somebody waits at most
   */
  Lane(String what, int width, Duration patience) {
    this.what = what;
    this.free = new Semaphore(width, true);
    this.patience = patience;
  }

  /**
   * Waits for its turn.
   *
   * @throws ConnectionException where it does not come in time
   */
  void enter() {
    boolean entered;
    try {
      entered = free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault("was interrupted while it waited for its turn to " + what);
    }
    if (!entered) {
      throw fault(
          "has waited %d s for its turn to %s, with about %d others"
              .formatted(patience.toSeconds(), what, free.getQueueLength()));
    }
  }

  private static ConnectionException fault(String message) {
    return new ConnectionException(new SQLTransientConnectionException(message));
  }

  void leave() {
    free.release();
  }
}
