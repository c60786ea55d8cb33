package dev.slipway.release.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is between a call's brackets, or behind it where it has none. */
final class RubyArguments {
  private final String text;
  private final int end;
  private final List<String> names = new ArrayList<>();
  private boolean dynamic;
  private int at;

  RubyArguments(String text, int from, int end) {
    this.text = text;
    this.at = from;
    this.end = end;
  }

  /** Names as far as they are written there, whether that is all, and whether a default follows. */
  record Read(List<String> names, boolean dynamic, boolean preset) {}

  /**
   * Reads them; empty where the word before is not called, but is a variable's name.
   *
   * @param all whether all arguments are names, and not the first only
   */
  Optional<Read> read(boolean all) {
    int begin = at;
    blanks();
    boolean bracket = current() == '(';
    if (bracket) {
      at++;
      spaces();
    } else if (!isQuote() && !(current() == '[' && at > begin)) {
      return Optional.empty();
    }
    argument();
    spaces();
    while (all && current() == ',') {
      at++;
      spaces();
      argument();
      spaces();
    }
    boolean preset = current() == ',';
    // A text that is put together, or changed, is another one when it is rendered.
    dynamic |= bracket ? current() != ',' && current() != ')' : "+%.".indexOf(current()) >= 0;
    return Optional.of(new Read(List.copyOf(names), dynamic, preset));
  }

  private char current() {
    return at < end ? text.charAt(at) : ' ';
  }

  private boolean isQuote() {
    return current() == '\'' || current() == '"';
  }

  private void blanks() {
    while (at < end && current() == ' ') {
      at++;
    }
  }

  private void spaces() {
    while (at < end && Character.isWhitespace(current())) {
      at++;
    }
  }

  private void argument() {
    if (isQuote()) {
      literal();
    } else if (current() == '[') {
      list();
    } else if (text.startsWith("%w", at) && at + 2 < end) {
      words();
    } else {
      dynamic = true;
    }
  }

  private void literal() {
    char quote = current();
    StringBuilder read = new StringBuilder();
    at++;
    while (at < end && current() != quote) {
      dynamic |= quote == '"' && text.startsWith("#{", at);
      if (current() == '\\') {
        at++;
      }
      read.append(current());
      at++;
    }
    at++;
    if (!dynamic) {
      names.add(read.toString());
    }
  }

  private void list() {
    at++;
    spaces();
    while (at < end && current() != ']') {
      if (!isQuote()) {
        dynamic = true;
        return;
      }
      literal();
      spaces();
      if (current() == ',') {
        at++;
        spaces();
      } else if (current() != ']') {
        dynamic = true;
        return;
      }
    }
    at++;
  }

  private void words() {
    char bracket = text.charAt(at + 2);
    int opening = "([{<".indexOf(bracket);
    char closing = opening < 0 ? bracket : ")]}>".charAt(opening);
    int close = text.indexOf(closing, at + 3);
    if (close < 0 || close >= end) {
      dynamic = true;
      return;
    }
    for (String each : text.substring(at + 3, close).strip().split("\\s+")) {
      if (!each.isEmpty()) {
        names.add(each);
      }
    }
    at = close + 1;
  }
}
