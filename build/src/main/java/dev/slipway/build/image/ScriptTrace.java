package dev.slipway.build.image;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script's output, and at which line the script is. Shells are made to show the lines that they
 * read ({@code -v}), which are counted and taken out again. Their trace would do for neither shell:
 * Debian's {@code sh} knows no line numbers, and {@code bash} takes no {@code PS4} from root.
 */
final class ScriptTrace implements Consumer<String> {
  private static final int KEPT = 25;
  private static final Pattern SHELL =
      Pattern.compile("^#! *(/usr)?/bin/(env )?(sh|bash|dash)( +-([a-z]+))? *$");

  private final List<String> source;
  private final Consumer<String> output;
  private final Deque<String> last = new ArrayDeque<>();
  private boolean showsLines;
  private int read;

  /**
   * Of a script with these lines.
   *
   * @param output takes what the script prints
   */
  ScriptTrace(List<String> source, Consumer<String> output) {
    this.source = List.copyOf(source);
    this.output = output;
  }

  /** How to run the script: showing its lines where it is a shell's, else by its first line. */
  String[] commandFor(String path) {
    String first = source.isEmpty() ? "" : source.getFirst();
    if (!first.startsWith("#!")) {
      showsLines = true;
      return new String[] {"/bin/sh", "-v", path};
    }
    Matcher matcher = SHELL.matcher(first);
    if (!matcher.matches()) {
      return new String[] {path};
    }
    showsLines = true;
    String own = matcher.group(5) == null ? "" : matcher.group(5);
    return new String[] {"/bin/" + matcher.group(3), "-v" + own, path};
  }

  @Override
  public synchronized void accept(String line) {
    if (!showsLines || !isRead(line)) {
      print(line);
    }
  }

  private void print(String line) {
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(line);
    output.accept(line);
  }

  /** Whether the shell shows a line of the script that it has read. */
  private boolean isRead(String line) {
    int next = read;
    while (!line.isBlank() && next < source.size() && source.get(next).isBlank()) {
      next++;
    }
    if (next == source.size()) {
      return false;
    }
    String expected = source.get(next);
    // What was printed without an end of line stands before it.
    if (!(expected.isBlank() ? line.isBlank() : line.endsWith(expected))) {
      return false;
    }
    if (line.length() > expected.length()) {
      print(line.substring(0, line.length() - expected.length()));
    }
    read = next + 1;
    return true;
  }

  /** The line that the script was at last, the end of a compound command. */
  synchronized Optional<Integer> lastLine() {
    return read == 0 ? Optional.empty() : Optional.of(read);
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
