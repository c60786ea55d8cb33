package dev.slipway.cli.vm;

import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user's terminal handing over every key at once, Ctrl-C included, and showing nothing by
 * itself; until it is closed.
 *
 * @param device the terminal, and its settings as they were; empty where input is no terminal
 */
record RawTerminal(Optional<Settings> device) implements AutoCloseable {
  /**
   * A terminal's settings.
   *
   * @param saved as stty takes them again
   */
  record Settings(Path device, String saved) {}

  /** That which standard input is, if it is one. */
  static RawTerminal ofStandardInput() throws IOException, InterruptedException {
    Path input = Path.of("/proc/self/fd/0");
    Path device = Files.isSymbolicLink(input) ? Files.readSymbolicLink(input) : input;
    if (!device.toString().matches("/dev/(pts/[0-9]+|tty.*|console)")) {
      return new RawTerminal(Optional.empty());
    }
    String saved = stty(device, "-g").lines().getFirst();
    stty(device, "raw", "-echo").run();
    return new RawTerminal(Optional.of(new Settings(device, saved)));
  }

  private static Command stty(Path device, String... arguments) {
    List<String> line = new ArrayList<>(List.of("stty", "-F", device.toString()));
    line.addAll(List.of(arguments));
    return Command.of(line);
  }

  @Override
  public void close() throws IOException {
    if (device.isEmpty()) {
      return;
    }
    // Also when the program is to stop: a terminal that stays raw is of no use to anybody.
    boolean interrupted = Thread.interrupted();
    try {
      stty(device.get().device(), device.get().saved()).run();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
