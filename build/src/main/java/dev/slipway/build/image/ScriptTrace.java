package dev.slipway.build.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script's output, and at which line the script is. A shell's own trace ({@code -x}) would get
 * into what the script writes and has the values of its variables. So bash notes the line in a file
 * before each command, and sh, which knows no line numbers in Debian, shows the lines that it reads
 * ({@code -v}); these are counted and taken out again.
 */
final class ScriptTrace implements Consumer<String> {
  private static final int KEPT = 25;
  private static final Pattern SHELL =
      Pattern.compile("^#! *(/usr)?/bin/(env )?(sh|bash|dash)( +-([a-z]+))? *$");
  private static final Pattern NOTED = Pattern.compile("^\\+slipway-line:(\\d+)$");

  /** Where a shell that shows its lines would show them to others, or show those of others. */
  private static final Pattern NOT_SHOWN =
      Pattern.compile("(?m)^\\s*(\\.|source|eval|exec)\\s|\\bset [-+][a-z]*v|\\bset -o verbose");

  private final List<String> source;
  private final Consumer<String> output;
  private final Deque<String> last = new ArrayDeque<>();
  private boolean showsLines;
  private int read;
  private Optional<Integer> noted = Optional.empty();

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

  /** Puts the files that {@link #command} uses into a folder. */
  static void putFilesInto(Path folder) throws IOException {
    for (String name : List.of("run-bash", "bash-start")) {
      try (InputStream in =
          Objects.requireNonNull(ScriptTrace.class.getResourceAsStream(name), name)) {
        Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /**
   * How to run the script.
   *
   * @param script its path
   * @param files the folder with the files of {@link #putFilesInto}
   * @param state a folder that can be written to
   */
  String[] command(String script, String files, String state) {
    String first = source.isEmpty() ? "" : source.getFirst();
    Matcher matcher = SHELL.matcher(first);
    if (first.startsWith("#!") && !matcher.matches()) {
      return new String[] {script};
    }
    boolean bare = !first.startsWith("#!");
    String shell = bare ? "sh" : matcher.group(3);
    String flags = bare || matcher.group(5) == null ? "" : matcher.group(5);
    List<String> command = new ArrayList<>();
    if (shell.equals("bash")) {
      command.addAll(List.of("/bin/sh", files + "/run-bash", state, script));
      if (!flags.isEmpty()) {
        command.add("-" + flags);
      }
      return command.toArray(String[]::new);
    }
    showsLines = !NOT_SHOWN.matcher(String.join("\n", source)).find();
    String all = (showsLines ? "v" : "") + flags;
    command.add("/bin/" + shell);
    command.addAll(all.isEmpty() ? List.of() : Arrays.asList("-" + all));
    command.add(script);
    return command.toArray(String[]::new);
  }

  @Override
  public synchronized void accept(String line) {
    Matcher matcher = NOTED.matcher(line);
    if (matcher.matches()) {
      noted = Optional.of(Integer.valueOf(matcher.group(1)));
    } else if (!showsLines || !isRead(line)) {
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

  /** The line that the script was at last; of sh, the last line of the command. */
  synchronized Optional<Integer> lastLine() {
    return noted.or(() -> read == 0 ? Optional.empty() : Optional.of(read));
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
