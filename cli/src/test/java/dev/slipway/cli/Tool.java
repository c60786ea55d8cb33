package dev.slipway.cli;

import dev.slipway.process.Command;
import java.io.IOException;
import java.util.List;

/** Programs that see for themselves whether what a command made is right. */
public final class Tool {
  private Tool() {}

  /** Runs one and returns what it printed. */
  public static String run(Object... line) throws IOException, InterruptedException {
    List<String> arguments = List.of(line).stream().map(Object::toString).toList();
    return String.join("\n", Command.of(arguments).lines());
  }
}
