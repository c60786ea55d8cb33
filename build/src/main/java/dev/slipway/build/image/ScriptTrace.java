package dev.slipway.build.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script's output. Shell scripts run with the shell's trace on, which tells where in the script
 * it is; the trace is taken out again, so that nobody sees it: it has the values of variables.
 */
final class ScriptTrace implements Consumer<String> {
  /** What sh puts before each line of its trace; Debian's knows no line numbers. */
  private static final String PROMPT = "+slipway-line:: ";

  /** Read by bash before a script; as root it takes no prompt from its environment. */
  static final String BASH_START =
      """
      PS4='+slipway-line:${LINENO}: '
      unset BASH_ENV
      set -x
      """;

  private static final int KEPT = 25;
  private static final Pattern LINE = Pattern.compile("^(.*?)\\++slipway-line:(\\d*): (.*)$");
  private static final Pattern SHELL =
      Pattern.compile("^#! *(/usr)?/bin/(env )?(sh|bash|dash)( +-([a-z]+))? *$");

  private final Consumer<String> output;
  private final List<String> source;
  private final Deque<String> last = new ArrayDeque<>();
  private final Deque<String> commands = new ArrayDeque<>();
  private Optional<Integer> lastLine = Optional.empty();

  /**
   * The output of a script.
   *
   * @param source the script's lines
   * @param output takes what the script itself writes
   */
  ScriptTrace(List<String> source, Consumer<String> output) {
    this.source = List.copyOf(source);
    this.output = output;
  }

  /** How to run a script: with a trace where it is a shell script, else by its own first line. */
  String[] command(String path) {
    String first = source.isEmpty() ? "" : source.getFirst();
    if (!first.startsWith("#!")) {
      return new String[] {"/bin/sh", "-x", path};
    }
    Matcher matcher = SHELL.matcher(first);
    if (!matcher.matches()) {
      return new String[] {path};
    }
    List<String> command = new ArrayList<>(List.of("/bin/" + matcher.group(3)));
    // bash turns its trace on by itself, once it has the prompt.
    String flags = matcher.group(5) == null ? "" : matcher.group(5);
    String all = matcher.group(3).equals("bash") ? flags : "x" + flags;
    if (!all.isEmpty()) {
      command.add("-" + all);
    }
    command.add(path);
    return command.toArray(String[]::new);
  }

  /**
   * The variables that the script is to be run with.
   *
   * @param bashStart a file with {@link #BASH_START}
   */
  Map<String, String> environment(String bashStart) {
    boolean bash = command("")[0].equals("/bin/bash");
    return bash ? Map.of("BASH_ENV", bashStart) : Map.of("PS4", PROMPT);
  }

  @Override
  public synchronized void accept(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      tell(line);
      return;
    }
    if (!matcher.group(1).isEmpty()) {
      tell(matcher.group(1)); // Output without a line's end.
    }
    lastLine = Optional.of(matcher.group(2)).filter(n -> !n.isEmpty()).map(Integer::valueOf);
    keep(commands, matcher.group(3));
  }

  private void tell(String line) {
    keep(last, line);
    output.accept(line);
  }

  private static void keep(Deque<String> lines, String line) {
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  /** The line that the script was at last, as far as it can be told. */
  synchronized Optional<Integer> lastLine() {
    return lastLine.or(() -> new CommandPlaces(source).follow(List.copyOf(commands)));
  }

  synchronized List<String> lastOutput() {
    return List.copyOf(last);
  }

  synchronized boolean looksForNetwork() {
    return last.stream()
        .anyMatch(l ->
            l.contains("Temporary failure resolving")
                || l.contains("Network is unreachable")
                || l.contains("Could not resolve host")
                || l.contains("Temporary failure in name resolution")
                || l.contains("Name or service not known")
                || l.contains("UnknownHostException"));
  }
}
