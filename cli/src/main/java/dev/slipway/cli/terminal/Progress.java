package dev.slipway.cli.terminal;

import dev.slipway.cli.Surroundings;
import dev.slipway.process.Event;

/** Shows events until it is closed. */
public interface Progress extends Event.Listener, AutoCloseable {
  /** Few enough for a small terminal. */
  int WATCHED = 8;

  /**
   * The way of showing that fits: JSON lines where they are asked for, bars on a terminal, else
   * plain lines.
   */
  static Progress of(Surroundings surroundings, boolean json, boolean verbose) {
    if (json) {
      return new JsonProgress(surroundings.out());
    }
    return surroundings.columns().isPresent()
        ? new BarProgress(surroundings.err(), surroundings.columns().get(), verbose, 0)
        : new LineProgress(surroundings.err(), verbose);
  }

  /** Where the output is worth watching: on a terminal, the last lines of what runs. */
  static Progress watching(Surroundings surroundings) {
    return surroundings.columns().isPresent()
        ? new BarProgress(surroundings.err(), surroundings.columns().get(), false, WATCHED)
        : new LineProgress(surroundings.err(), false);
  }

  /** Shows a line that stays. */
  void keep(String line);

  @Override
  void close();
}
