package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Unreadable;
import java.util.ArrayList;
import java.util.List;

/** Splits a command into words as a shell does: quotes, backslashes, comments. */
final class WordSplitter {
  private final String text;
  private int index;
  private int line;
  private int column = 1;

  private WordSplitter(String text, int line) {
    this.text = text;
    this.line = line;
  }

  /**
   * The words of a line, or of more where backslashes stand at their ends.
   *
   * @param line the number of the first one
   */
  static List<Word> split(String text, int line) throws Unreadable {
    return new WordSplitter(text, line).words();
  }

  private List<Word> words() throws Unreadable {
    List<Word> words = new ArrayList<>();
    while (skipSpace()) {
      words.add(word());
    }
    return words;
  }

  /** Goes to the next word; false where there is none, or a comment. */
  private boolean skipSpace() {
    while (index < text.length() && (isSpace(text.charAt(index)) || isJoint())) {
      take();
    }
    return index < text.length() && text.charAt(index) != '#';
  }

  private Word word() throws Unreadable {
    Position start = here();
    StringBuilder word = new StringBuilder();
    while (index < text.length() && !isSpace(text.charAt(index))) {
      Position at = here();
      char c = take();
      switch (c) {
        case '\'' -> singleQuoted(word, at);
        case '"' -> doubleQuoted(word, at);
        case '\\' -> escaped(word, at);
        default -> word.append(c);
      }
    }
    return new Word(word.toString(), start);
  }

  private void singleQuoted(StringBuilder word, Position at) throws Unreadable {
    char c = inside(at);
    while (c != '\'') {
      word.append(c);
      c = inside(at);
    }
  }

  private void doubleQuoted(StringBuilder word, Position at) throws Unreadable {
    char c = inside(at);
    while (c != '"') {
      if (c == '\\') {
        escapedInQuotes(word, inside(at));
      } else {
        word.append(c);
      }
      c = inside(at);
    }
  }

  private static void escapedInQuotes(StringBuilder word, char c) {
    switch (c) {
      case '"', '\\' -> word.append(c);
      case '\n' -> {} // Joins two lines.
      default -> word.append('\\').append(c);
    }
  }

  private void escaped(StringBuilder word, Position at) throws Unreadable {
    if (index == text.length()) {
      throw new Unreadable(
          at, "nothing follows this backslash; leave it out, or quote the word with '…'");
    }
    char c = take();
    if (c != '\n') {
      word.append(c);
    }
  }

  /** The next character between quotes. */
  private char inside(Position quote) throws Unreadable {
    if (index == text.length()) {
      throw new Unreadable(quote, "this quote is not closed; put another at the end of the text");
    }
    return take();
  }

  private char take() {
    char c = text.charAt(index);
    index++;
    if (c == '\n') {
      line++;
      column = 1;
    } else if (!Character.isLowSurrogate(c)) {
      column++;
    }
    return c;
  }

  private Position here() {
    return new Position(line, column);
  }

  /** Whether a backslash is here that joins two lines. */
  private boolean isJoint() {
    return text.startsWith("\\\n", index);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  }
}
