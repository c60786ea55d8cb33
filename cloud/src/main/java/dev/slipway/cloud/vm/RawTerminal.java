package dev.slipway.cloud.vm;

import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The user's terminal in raw mode: each key goes to the instance, Ctrl-C too. */
public final class RawTerminal implements AutoCloseable {
  private static final String TERMINAL = "/dev/tty";

  private final String before;
  private final Thread hook = new Thread(this::restoreAtEnd, "restore-terminal");

  private RawTerminal(String before) {
    this.before = before;
  }

  /**
   * Switches the terminal over.
   *
   * @throws CommandFailed where there is no terminal
   */
  public static RawTerminal open() throws CommandFailed, InterruptedException {
    List<String> lines = stty("-g");
    RawTerminal terminal = new RawTerminal(lines.getFirst());
    Runtime.getRuntime().addShutdownHook(terminal.hook);
    stty("raw", "-echo");
    return terminal;
  }

  private static List<String> stty(String... settings) throws CommandFailed, InterruptedException {
    List<String> line = new ArrayList<>(List.of("stty", "-F", TERMINAL));
    line.addAll(List.of(settings));
    return Command.of(line).lines();
  }

  private void restoreAtEnd() {
    try {
      stty(before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Puts the terminal back as it was. */
  @Override
  public void close() throws IOException {
    try {
      stty(before);
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (InterruptedException e) {
      // The hook puts it back when this program ends.
      Thread.currentThread().interrupt();
    }
  }
}
