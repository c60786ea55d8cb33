package dev.slipway.cli.disk;

import dev.slipway.cli.terminal.Text;
import dev.slipway.disk.Detail;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What formats say of their files, for people and for programs. */
final class DetailText {
  /** A disk of 2 TiB may have a thousand extents; programs get them all. */
  private static final int MOST_NAMES = 8;

  private DetailText() {}

  /** For people. */
  static String of(Detail detail) {
    return switch (detail) {
      case Detail.Text text -> Text.plain(text.text());
      case Detail.Bytes bytes -> Text.size(bytes.count());
      case Detail.Names names -> list(names.names());
    };
  }

  private static String list(List<String> names) {
    String first =
        names.stream().limit(MOST_NAMES).map(Text::plain).collect(Collectors.joining(", "));
    return names.size() > MOST_NAMES ? first + ", … (" + names.size() + ")" : first;
  }

  /** For programs. */
  static Object json(Detail detail) {
    return switch (detail) {
      case Detail.Text text -> text.text();
      case Detail.Bytes bytes -> bytes.count();
      case Detail.Names names -> names.names();
    };
  }

  /** A label as JSON's names are written: {@code blockSize}. */
  static String key(Detail detail) {
    String[] words = detail.label().toLowerCase(Locale.ROOT).split(" ");
    StringBuilder key = new StringBuilder(words[0]);
    for (String word : List.of(words).subList(1, words.length)) {
      key.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return key.toString();
  }
}
