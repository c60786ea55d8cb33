package dev.slipway.cloud.boot;

import dev.slipway.cloud.boot.BootResult.CommandResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Follows what a guest writes and knows when its boot test is over, and how. */
final class BootWatch {
  private static final int LAST_LINES = 30;
  private static final int OUTPUT_LINES = 10_000;

  private final String expect;
  private final List<String> commands;
  private final List<CommandResult> results = new ArrayList<>();
  private final Deque<String> last = new ArrayDeque<>();
  private final List<String> output = new ArrayList<>();
  private int running;
  private boolean reached;
  private boolean ended;
  private Optional<String> trouble = Optional.empty();

  BootWatch(String expect, List<String> commands) {
    this.expect = expect;
    this.commands = commands;
    ended = commands.isEmpty();
  }

  /** Takes a whole line of the serial console. */
  void line(String line) {
    if (last.size() == LAST_LINES) {
      last.removeFirst();
    }
    last.addLast(line);
    Optional<Protocol.Mark> mark = Protocol.parse(line);
    if (mark.isPresent()) {
      mark(mark.get());
      return;
    }
    look(line);
  }

  /** Takes the line that is not complete yet. */
  void partial(String line) {
    look(line);
  }

  /** Takes a line of the firmware's own log. */
  void firmware(String line) {
    findTrouble(line);
  }

  private void look(String line) {
    reached |= line.contains(expect);
    findTrouble(line);
  }

  private void findTrouble(String line) {
    if (trouble.isEmpty()) {
      trouble = Trouble.in(line).map(found -> found.meaning() + ": " + line.strip());
    }
  }

  private void mark(Protocol.Mark mark) {
    switch (mark) {
      case Protocol.Mark.Begin begin -> {
        running = begin.number();
        output.clear();
      }
      case Protocol.Mark.Output(int number, String text) -> {
        if (number == running && output.size() < OUTPUT_LINES) {
          output.add(text);
        }
      }
      case Protocol.Mark.Exit exit -> {
        if (exit.number() == running && running <= commands.size()) {
          results.add(new CommandResult(commands.get(running - 1), exit.status(), output));
        }
        running = 0;
      }
      case Protocol.Mark.End() -> ended = true;
    }
  }

  /** Whether the expected text has come. */
  boolean reached() {
    return reached;
  }

  /** Whether there is nothing more to wait for. */
  boolean over() {
    return trouble.isPresent() || (reached && ended);
  }

  List<CommandResult> results() {
    return results;
  }

  /** The serial console's last lines, oldest first. */
  List<String> lastLines() {
    return List.copyOf(last);
  }

  /** Why the test fails as things are; empty where it passes. */
  Optional<String> failure(String meanwhile) {
    if (trouble.isPresent()) {
      return trouble;
    }
    if (!reached) {
      return Optional.of("'" + expect + "' did not come on the serial console: " + meanwhile);
    }
    if (!ended) {
      return Optional.of(
          (running > 0
                  ? "command '"
                      + commands.get(Math.min(running, commands.size()) - 1)
                      + "' did not end: "
                  : "the commands did not run, which needs an image with context: true: ")
              + meanwhile);
    }
    if (results.size() < commands.size()) {
      return Optional.of(
          "the guest told about " + results.size() + " of " + commands.size() + " commands");
    }
    return results.stream()
        .filter(result -> result.status() != 0)
        .findFirst()
        .map(result -> "command '" + result.command() + "' ended with status " + result.status());
  }
}
