package dev.slipway.release.verify;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script of a shell, which goes on after a command that failed unless it is told otherwise. */
final class ShellScript {
  private static final Pattern FIRST_LINE =
      Pattern.compile("#!\\s*/\\S*?(?:/env\\s+(?:-S\\s+)?|/)(?:ba|da|k|z|a)?sh(?:\\s+(.*))?");
  private static final Pattern EXIT_FLAG =
      Pattern.compile("(?:.*\\s)?-[a-zA-Z]*e[a-zA-Z]*(\\s.*)?");
  private static final Pattern SET =
      Pattern.compile(
          "(?:.*[;&]\\s*)?\\s*set\\s+(?:\\S+\\s+)*?"
              + "(?:-[a-zA-Z]*e[a-zA-Z]*|-[a-zA-Z]*o\\s+errexit)(?:[\\s;&].*)?");

  private ShellScript() {}

  /** Whether a file's first line, below what a template has above it, names a shell. */
  static boolean is(String text) {
    return firstLine(text).map(l -> FIRST_LINE.matcher(l).matches()).orElse(false);
  }

  /** Whether it begins with the program that it is for. */
  static boolean isScript(String text) {
    return firstLine(text).isPresent();
  }

  private static Optional<String> firstLine(String text) {
    return text.lines()
        .dropWhile(l -> l.isBlank() || l.startsWith("<%"))
        .findFirst()
        .filter(l -> l.startsWith("#!"));
  }

  /** Warns of one that goes on after a command has failed. */
  static void check(String text, Problems problems) {
    Optional<String> first = firstLine(text);
    if (first.isPresent()) {
      Matcher shell = FIRST_LINE.matcher(first.get());
      if (!shell.matches()) {
        return;
      }
      String options = shell.group(1);
      if (options != null && EXIT_FLAG.matcher(options).matches()) {
        return;
      }
    }
    boolean ends = text.lines().map(ShellScript::command).anyMatch(l -> SET.matcher(l).matches());
    if (!ends && text.lines().anyMatch(ShellScript::does)) {
      problems.warning(
          Position.WHOLE_FILE, "goes on when a command fails; write `set -e` at its beginning");
    }
  }

  private static String command(String line) {
    return line.stripLeading().startsWith("#") ? "" : line;
  }

  private static boolean does(String line) {
    return !command(line).isBlank();
  }
}
