package dev.slipway.build.plan;

import dev.slipway.build.BuildException;
import java.io.IOException;
import java.util.Locale;

/** Says what a fault of the machine means for a build. */
final class Faults {
  private Faults() {}

  static BuildException explain(Step step, IOException fault) {
    String message = String.valueOf(fault.getMessage());
    if (message.toLowerCase(Locale.ROOT).contains("no space left")) {
      return new BuildException(
          BuildException.Code.SPACE,
          step.name()
              + ": the disk is full ("
              + message
              + "); nothing was kept of this step. Make room, or set SLIPWAY_CACHE to a folder on a"
              + " larger disk, and run the command again",
          fault);
    }
    return new BuildException(BuildException.Code.DISK, step.name() + ": " + message, fault);
  }
}
