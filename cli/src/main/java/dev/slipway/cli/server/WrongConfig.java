package dev.slipway.cli.server;

import dev.slipway.server.config.ConfigException;
import java.io.PrintStream;

/** Tells the user what is wrong with a configuration. */
final class WrongConfig {
  private static final int USED_WRONGLY = 2;

  private WrongConfig() {}

  /** Prints all of it and returns the exit status. */
  static int explain(ConfigException fault, PrintStream err) {
    fault.faults().forEach(err::println);
    int count = fault.faults().size();
    err.println(
        count == 1
            ? "slipway: there is a mistake in the configuration"
            : "slipway: there are " + count + " mistakes in the configuration");
    return USED_WRONGLY;
  }
}
