package dev.slipway.definition.imagebuild;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The syntax of Python's ConfigParser: sections, {@code key=value} or {@code key: value}, values
 * that go on in indented lines, comments.
 */
final class Ini {
  private static final int LONGEST = 1 << 14;

  private final Problems problems;
  private final Map<String, Map<String, Located<String>>> sections = new LinkedHashMap<>();
  private final Map<String, Position> headers = new LinkedHashMap<>();
  private String section = "";
  private String key = "";
  private int keyColumn;

  private Ini(Problems problems) {
    this.problems = problems;
  }

  /** Reads a text, and says what is no line of such a file. */
  static Ini read(String text, Problems problems) {
    Ini ini = new Ini(problems);
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (!problems.isFull()) {
        ini.line(line, new Position(number, 1 + indent(line)));
      }
    }
    return ini;
  }

  /** Sections by name, in the file's order; in each the keys, in lower case, with their values. */
  Map<String, Map<String, Located<String>>> sections() {
    return sections;
  }

  /** Where a section begins. */
  Optional<Position> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private void line(String line, Position at) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
      return;
    }
    if (line.length() > LONGEST) {
      problems.error(at, "the line is longer than " + LONGEST + " characters");
    } else if (!key.isEmpty() && at.column() > keyColumn) {
      goOn(text);
    } else if (text.startsWith("[")) {
      section(text, at);
    } else {
      entry(text, at);
    }
  }

  private void goOn(String text) {
    Map<String, Located<String>> entries = entries();
    entries.computeIfPresent(
        key,
        (_, old) -> {
          boolean fits = old.value().length() + text.length() < LONGEST;
          if (!fits) {
            problems.error(old.at(), "`" + key + "` is longer than " + LONGEST + " characters");
          }
          return fits ? new Located<>(old.value() + "\n" + uncommented(text), old.at()) : old;
        });
  }

  private void section(String text, Position at) {
    key = "";
    int end = text.indexOf(']');
    section = text.substring(1, end < 0 ? text.length() : end).strip();
    if (end < 0) {
      problems.error(at, "the section's name has no `]` at its end");
    }
    Position earlier = headers.putIfAbsent(section, at);
    if (earlier != null) {
      problems.error(
          at,
          "section "
              + Quoted.of(section)
              + " is already in line "
              + earlier.line()
              + "; write its keys there");
    }
  }

  private void entry(String text, Position at) {
    int sign = sign(text);
    if (sign < 1) {
      problems.error(at, "is neither [section] nor key=value; a comment begins with #");
      return;
    }
    key = text.substring(0, sign).strip().toLowerCase(Locale.ROOT);
    keyColumn = at.column();
    if (section.isEmpty()) {
      problems.error(at, Quoted.of(key) + " stands before any section; write [DEFAULT] above it");
    }
    String value = uncommented(text.substring(sign + 1)).strip();
    Located<String> earlier = entries().putIfAbsent(key, new Located<>(value, at));
    if (earlier != null) {
      problems.error(
          at, Quoted.of(key) + " is already in line " + earlier.at().line() + "; keep one");
    }
  }

  private Map<String, Located<String>> entries() {
    return sections.computeIfAbsent(section, _ -> new LinkedHashMap<>());
  }

  private static int sign(String text) {
    int equals = text.indexOf('=');
    int colon = text.indexOf(':');
    return equals < 0 || colon < 0 ? Math.max(equals, colon) : Math.min(equals, colon);
  }

  /** Without a comment, which begins with a semicolon behind a space. */
  private static String uncommented(String value) {
    int comment = value.indexOf(" ;");
    return comment < 0 ? value : value.substring(0, comment);
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && Character.isWhitespace(line.charAt(indent))) {
      indent++;
    }
    return indent;
  }
}
