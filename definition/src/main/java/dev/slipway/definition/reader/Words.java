package dev.slipway.definition.reader;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The words of a definition for the values of an enum, in the enum's order. */
final class Words {
  private Words() {}

  static <E> Map<String, E> of(E[] values, Function<E, String> word) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values) {
      words.put(word.apply(value), value);
    }
    return words;
  }

  /** Their names in lower case. */
  static <E extends Enum<E>> Map<String, E> of(E[] values) {
    return of(values, value -> value.name().toLowerCase(Locale.ROOT));
  }
}
