package dev.slipway.definition.kickstart;

import java.util.List;

/** The lines of a file, one after the other. */
final class Lines {
  /** Commands and packages that are longer are mistakes; scripts may be. */
  static final int LONGEST = 1 << 14;

  static final String END = "%end";

  private final List<String> lines;
  private final boolean endsSections;
  private int taken;

  Lines(String text) {
    lines = List.of(text.split("\n", -1));
    endsSections = lines.stream().anyMatch(line -> first(line).equals(END));
  }

  boolean hasNext() {
    return taken < lines.size();
  }

  String peek() {
    return lines.get(taken);
  }

  String next() {
    String line = lines.get(taken);
    taken++;
    return line;
  }

  /** The number, from 1, of the line that is taken next. */
  int number() {
    return taken + 1;
  }

  /** The next line, and those that a backslash at its end joins to it. */
  String nextJoined() {
    StringBuilder joined = new StringBuilder(next());
    while (hasNext() && isOpen(joined) && joined.length() <= LONGEST) {
      joined.append('\n').append(next());
    }
    return joined.toString();
  }

  /** Whether there is some {@code %end}; files of before 2007 have none. */
  boolean endsSections() {
    return endsSections;
  }

  /** The word that a line begins with; empty where it is blank. */
  static String first(String line) {
    int start = 0;
    while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return line.substring(start, end);
  }

  private static boolean isOpen(StringBuilder line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
