package dev.slipway.build.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script's output. Shell scripts run with the shell's trace on, whose lines tell at which line of
 * the script it is; they are taken out again, so that nobody sees them.
 */
final class ScriptTrace implements Consumer<String> {
  /** What the shell puts before each line of its trace. */
  static final String PROMPT = "+slipway-line:${LINENO}: ";

  private static final int KEPT = 25;
  private static final Pattern LINE = Pattern.compile("^\\++slipway-line:(\\d+): .*");
  private static final Pattern SHELL =
      Pattern.compile("^#! *(/usr)?/bin/(env )?(sh|bash|dash)( +-([a-z]+))? *$");

  private final Consumer<String> output;
  private final Deque<String> last = new ArrayDeque<>();
  private Optional<Integer> lastLine = Optional.empty();

  ScriptTrace(Consumer<String> output) {
    this.output = output;
  }

  /** How to run a script: with a trace where it is a shell script, else by its own first line. */
  static String[] commandFor(Path script, String path) throws IOException {
    String first;
    try (var lines = Files.newBufferedReader(script, StandardCharsets.ISO_8859_1)) {
      first = lines.readLine();
    }
    if (first == null || !first.startsWith("#!")) {
      return new String[] {"/bin/sh", "-x", path};
    }
    Matcher matcher = SHELL.matcher(first);
    if (!matcher.matches()) {
      return new String[] {path};
    }
    List<String> command = new ArrayList<>(List.of("/bin/" + matcher.group(3)));
    command.add("-x" + (matcher.group(5) == null ? "" : matcher.group(5)));
    command.add(path);
    return command.toArray(String[]::new);
  }

  @Override
  public synchronized void accept(String line) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      lastLine = Optional.of(Integer.valueOf(matcher.group(1)));
      return;
    }
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(line);
    output.accept(line);
  }

  /** The line that the script was at last, where the shell told. */
  synchronized Optional<Integer> lastLine() {
    return lastLine;
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
                || l.contains("Name or service not known")
                || l.contains("UnknownHostException"));
  }
}
