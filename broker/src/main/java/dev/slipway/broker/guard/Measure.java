package dev.slipway.broker.guard;

import java.time.Duration;

/** Hears of calls of back ends. */
public interface Measure {
  /**
   * A call is over.
   *
   * @param backend the back end's name
   * @param call as in {@code provision}
   * @param outcome {@code done}, {@code refused} or {@code unavailable}
   */
  void called(String backend, String call, String outcome, Duration took);
}
