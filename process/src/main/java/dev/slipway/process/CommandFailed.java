package dev.slipway.process;

import java.io.IOException;
import java.util.List;

/** A program could not be started, ended with a status that is not 0, or took too long. */
public final class CommandFailed extends IOException {
  private final int status;
  private final List<String> lastLines;

  CommandFailed(String message, int status, List<String> lastLines) {
    super(lastLines.isEmpty() ? message : message + ":\n  " + String.join("\n  ", lastLines));
    this.status = status;
    this.lastLines = List.copyOf(lastLines);
  }

  /** The exit status; −1 where the program never ran or was ended for its time. */
  public int status() {
    return status;
  }

  /** The last lines that it wrote, oldest first. */
  public List<String> lastLines() {
    return lastLines;
  }
}
