package dev.slipway.farm.ssh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program and its arguments for another host. SSH takes a string that a shell there reads, so
 * each word is quoted; no other class makes such strings.
 */
public record RemoteCommand(List<String> words) {
  /** Takes a copy of the words, of which there is at least one. */
  public RemoteCommand {
    words = List.copyOf(words);
    if (words.isEmpty() || words.stream().anyMatch(w -> w.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("a command has words, none with a NUL in it");
    }
  }

  /** A program and its arguments. */
  public static RemoteCommand of(String... words) {
    return new RemoteCommand(List.of(words));
  }

  /** A fixed script; values are its arguments, never part of its text. */
  public static RemoteCommand script(String script, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", script, "slipway"));
    words.addAll(arguments);
    return new RemoteCommand(words);
  }

  /** The same behind another program that takes it as its arguments, like sudo. */
  public RemoteCommand behind(String... prefix) {
    List<String> all = new ArrayList<>(Arrays.asList(prefix));
    all.addAll(words);
    return new RemoteCommand(all);
  }

  /** The string for the shell there. */
  String line() {
    return words.stream().map(RemoteCommand::quoted).collect(Collectors.joining(" "));
  }

  /** POSIX: all is literal between single quotes, and only a single quote cannot be there. */
  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
