package dev.slipway.release.verify;

import dev.slipway.release.verify.Call.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds calls in one piece of Ruby: those within {@code "#{…}"} too, none in comments. */
final class RubyScanner {
  /** What comes before a slash that begins a pattern, and does not divide. */
  private static final String BEFORE_PATTERN = "(,=~!|&?:;{[";

  private final String text;
  private final int[] lines;
  private final int begin;
  private final int end;
  private final List<Call> calls;

  /** Quotes of texts that go on, braces of blocks, and {@code #} where a text has Ruby in it. */
  private final Deque<Character> open = new ArrayDeque<>();

  private int at;

  RubyScanner(String text, int[] lines, int from, int end, List<Call> calls) {
    this.text = text;
    this.lines = lines;
    this.begin = from;
    this.at = from;
    this.end = end;
    this.calls = calls;
  }

  void scan() {
    while (at < end) {
      char top = open.isEmpty() ? ' ' : open.peek();
      if (top == '"' || top == '`') {
        withinText(top);
      } else {
        withinCode();
      }
    }
  }

  private void withinText(char quote) {
    char c = text.charAt(at);
    if (c == '\\') {
      at += 2;
    } else if (c == '#' && text.startsWith("#{", at)) {
      open.push('#');
      at += 2;
    } else {
      if (c == quote) {
        open.pop();
      }
      at++;
    }
  }

  private void withinCode() {
    char c = text.charAt(at);
    switch (c) {
      case '"', '`', '{' -> {
        open.push(c);
        at++;
      }
      case '}' -> {
        if (!open.isEmpty()) {
          open.pop();
        }
        at++;
      }
      case '\'' -> at = Math.min(end, afterQuote(at));
      case '#' -> at = lineEnd();
      case '/' -> at = isPattern() ? afterPattern() : at + 1;
      default -> {
        if (isWord(c)) {
          word();
        } else {
          at++;
        }
      }
    }
  }

  private int afterQuote(int from) {
    int i = from + 1;
    while (i < end && text.charAt(i) != '\'') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private int lineEnd() {
    int newline = text.indexOf('\n', at);
    return newline < 0 ? end : Math.min(newline, end);
  }

  private boolean isPattern() {
    int i = at - 1;
    while (i >= begin && Character.isWhitespace(text.charAt(i))) {
      i--;
    }
    return i < begin || BEFORE_PATTERN.indexOf(text.charAt(i)) >= 0;
  }

  /** Behind a pattern, or behind its slash where it has no end in this line. */
  private int afterPattern() {
    int last = lineEnd();
    for (int i = at + 1; i < last; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '/') {
        return i + 1;
      }
    }
    return at + 1;
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private void word() {
    int from = at;
    while (at < end && isWord(text.charAt(at))) {
      at++;
    }
    // What belongs to an object, is a variable or a symbol is another one's.
    boolean own = ".@$:".indexOf(text.charAt(from - 1)) < 0;
    if (own) {
      String name = text.substring(from, at);
      for (Word each : Word.values()) {
        if (each.written().equals(name)) {
          call(each, from).ifPresent(calls::add);
        }
      }
    }
  }

  private Optional<Call> call(Word word, int from) {
    if (word == Word.PROPERTIES) {
      return chain(from);
    }
    return new RubyArguments(text, at, end)
        .read(word.takesNames())
        .map(a -> new Call(word, a.names(), a.dynamic(), a.preset(), Erb.position(lines, from)));
  }

  /** What is read off {@code properties}: {@code a.b} of {@code properties.a.b}. */
  private Optional<Call> chain(int from) {
    List<String> words = new ArrayList<>();
    int i = at;
    while (i + 1 < end && text.charAt(i) == '.' && isWord(text.charAt(i + 1))) {
      int word = i + 1;
      i = word;
      while (i < end && isWord(text.charAt(i))) {
        i++;
      }
      words.add(text.substring(word, i));
    }
    List<String> names = words.isEmpty() ? List.of() : List.of(String.join(".", words));
    return Optional.of(
        new Call(Word.PROPERTIES, names, names.isEmpty(), true, Erb.position(lines, from)));
  }
}
