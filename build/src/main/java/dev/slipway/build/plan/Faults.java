package dev.slipway.build.plan;

import dev.slipway.build.BuildException;
import java.io.IOException;

/** Says what a fault of the machine means for a build. */
final class Faults {
  private Faults() {}

  static BuildException explain(Step step, IOException fault) {
    String message =
        fault instanceof BuildException
            ? String.valueOf(fault.getMessage())
            : step.name() + ": " + fault.getMessage();
    if (isFullDisk(fault)) {
      return new BuildException(
          BuildException.Code.SPACE,
          message
              + "\nThe disk is full; nothing was kept of this step. Make room, or set SLIPWAY_CACHE to"
              + " a folder on a larger disk, and run the command again",
          fault);
    }
    return fault instanceof BuildException explained
        ? explained
        : new BuildException(BuildException.Code.DISK, message, fault);
  }

  private static boolean isFullDisk(Throwable fault) {
    for (Throwable here = fault; here != null; here = here.getCause()) {
      if (String.valueOf(here.getMessage()).contains("No space left on device")) {
        return true;
      }
    }
    return false;
  }
}
