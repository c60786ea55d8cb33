package dev.slipway.cli.terminal;

import dev.slipway.cli.Surroundings;
import dev.slipway.process.Event;

/** Shows events until it is closed. */
public interface Progress extends Event.Listener, AutoCloseable {
  /**
   * The way of showing that fits: JSON lines where they are asked for, bars on a terminal, else
   * plain lines.
   */
  static Progress of(Surroundings surroundings, boolean json, boolean verbose) {
    if (json) {
      return new JsonProgress(surroundings.out());
    }
    return surroundings.columns().isPresent()
        ? new BarProgress(surroundings.err(), surroundings.columns().get(), verbose)
        : new LineProgress(surroundings.err(), verbose);
  }

  @Override
  void close();
}
