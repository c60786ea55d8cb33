package dev.slipway.queue.errand;

import dev.slipway.queue.store.Errand;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Does errands of one kind. One that was begun may be begun again, after a kill or by another
 * server: doing it twice must do no harm.
 */
public interface Duty {
  /** Which errands. */
  String kind();

  /** When what did not work is tried again. */
  Pace pace();

  /** How many at the same time. */
  int width();

  /**
   * Does an errand.
   *
   * @throws Hopeless where trying again is of no use
   * @throws IOException where it may work later
   */
  void perform(Errand errand) throws IOException, InterruptedException;

  /**
   * Notes an errand's end, in the transaction that ends it.
   *
   * @param error why it was not done; empty where it was
   */
  default void ended(Handle handle, Errand errand, Optional<String> error, Instant now) {}

  /** An errand that will not work, however often it is tried. */
  final class Hopeless extends IOException {
    /** With what is wrong, and what to do. */
    public Hopeless(String message) {
      super(message);
    }

    /** With what is wrong, and what caused it. */
    public Hopeless(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
