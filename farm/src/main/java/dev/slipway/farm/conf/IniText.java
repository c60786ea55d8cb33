package dev.slipway.farm.conf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads sections, keys and values: the form of Python's ConfigParser, with quotes around values.
 */
final class IniText {
  private static final Pattern SECTION = Pattern.compile("\\s*\\[([^\\[\\]]+)]\\s*");
  private static final Pattern ENTRY =
      Pattern.compile("(?<indent>\\s*)(?<key>[^\\s=:\\[\\]]+)\\s*[=:]\\s*(?<value>.*?)\\s*");

  private final Problems problems;
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private Section current;

  private IniText(Problems problems) {
    this.problems = problems;
    this.current = new Section("", 0, problems);
  }

  /** The sections by their names; what is wrong goes to the problems. */
  static Map<String, Section> read(List<String> lines, Problems problems) {
    IniText text = new IniText(problems);
    for (int i = 0; i < lines.size(); i++) {
      text.line(i + 1, lines.get(i));
    }
    return text.sections;
  }

  private void line(int number, String line) {
    String stripped = line.strip();
    if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith(";")) {
      return;
    }
    Matcher section = SECTION.matcher(line);
    Matcher entry = ENTRY.matcher(line);
    if (section.matches()) {
      open(number, section.group(1).strip());
    } else if (!entry.matches()) {
      problems.add(number, 1, "neither a [section] nor `key = value`");
    } else if (current.line() == 0) {
      problems.add(number, 1, "there is no [section] above this key");
    } else {
      add(number, entry);
    }
  }

  private void open(int number, String name) {
    current = new Section(name, number, problems);
    Section before = sections.putIfAbsent(name, current);
    if (before != null) {
      problems.add(number, 1, "[%s] is there already, in line %d".formatted(name, before.line()));
    }
  }

  private void add(int number, Matcher entry) {
    String value = entry.group("value");
    int column = entry.start("value") + 1;
    if (value.startsWith("\"") || value.startsWith("'")) {
      if (value.length() < 2 || value.charAt(value.length() - 1) != value.charAt(0)) {
        problems.add(number, column, "the quote that begins here does not end");
        return;
      }
      value = value.substring(1, value.length() - 1);
    }
    current.add(new Entry(entry.group("key"), value, number, entry.start("key") + 1, column));
  }
}
