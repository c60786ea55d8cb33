package dev.slipway.cli.doctor;

import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine that is looked at.
 *
 * @param path the folders that programs are looked for in, as {@link Command} does
 * @param root where absolute paths start: {@code /}
 * @param uid the user's id; 0 for root
 * @param user the user's name
 */
record Host(List<Path> path, Path root, long uid, String user) {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+)+");

  /** This one. */
  static Host here() throws IOException {
    Number uid = (Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return new Host(
        List.of(
            Path.of("/usr/local/sbin"),
            Path.of("/usr/local/bin"),
            Path.of("/usr/sbin"),
            Path.of("/usr/bin"),
            Path.of("/sbin"),
            Path.of("/bin")),
        Path.of("/"),
        uid.longValue(),
        System.getProperty("user.name", "?"));
  }

  boolean isRoot() {
    return uid == 0;
  }

  /** Where a program is. */
  Optional<Path> find(String program) {
    return path.stream().map(p -> p.resolve(program)).filter(Files::isExecutable).findFirst();
  }

  /** A file by its absolute path. */
  Path file(String absolute) {
    return root.resolve(absolute.substring(1));
  }

  /**
   * Looks for a program and asks it for its version.
   *
   * @param question the option that has it print its version; empty to ask nothing
   */
  Finding program(String name, String question) throws InterruptedException {
    Optional<Path> found = find(name);
    if (found.isEmpty()) {
      return Finding.missing();
    }
    if (question.isEmpty()) {
      return Finding.there("");
    }
    List<String> output = new ArrayList<>();
    try {
      run(output, found.get().toString(), question);
    } catch (CommandFailed e) {
      return Finding.wrong(found.get() + " does not run: " + e.getMessage());
    }
    return output.stream()
        .map(VERSION::matcher)
        .filter(Matcher::find)
        .map(m -> Finding.there(m.group()))
        .findFirst()
        .orElse(Finding.there(""));
  }

  /** Runs a program, keeping what it prints. */
  void run(List<String> output, String... line) throws CommandFailed, InterruptedException {
    Command.of(line).timeout(LIMIT).onLine(output::add).run();
  }

  /** A file that is needed. */
  Finding fileFinding(String... absolute) {
    for (String each : absolute) {
      if (Files.isReadable(file(each))) {
        return Finding.there("");
      }
    }
    return Finding.missing();
  }
}
