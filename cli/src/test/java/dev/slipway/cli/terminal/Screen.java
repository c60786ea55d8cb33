package dev.slipway.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is to be seen on a terminal, which knows no more than what progress uses. */
final class Screen {
  private static final Pattern PART =
      Pattern.compile("\\u001b\\[1A|\\u001b\\[2K|\\r|\\n|[^\\u001b\\r\\n]+");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Where a program writes to. */
  final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  /** The lines, from the top, without empty ones at the end. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(""));
    int row = 0;
    Matcher matcher = PART.matcher(bytes.toString(StandardCharsets.UTF_8));
    while (matcher.find()) {
      switch (matcher.group()) {
        case "\u001b[1A" -> row--;
        case "\u001b[2K" -> lines.set(row, "");
        case "\r" -> {}
        case "\n" -> {
          row++;
          if (row == lines.size()) {
            lines.add("");
          }
        }
        default -> lines.set(row, lines.get(row) + matcher.group());
      }
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }
}
