package dev.slipway.definition.reader;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The single values and lists of a YAML file, each with the keys that lead to it. For files whose
 * keys others know; as strict as definitions are about what YAML may hold.
 */
public final class Entries {
  private final List<Entry> found = new ArrayList<>();
  private final Problems problems;

  private Entries(Problems problems) {
    this.problems = problems;
  }

  /**
   * A value.
   *
   * @param keys from the outermost map's to its own, with their places
   * @param at where the value begins
   * @param texts one, or those of a list; none where the value is nothing or an empty map
   * @param list whether it is written as a list
   */
  public record Entry(List<Located<String>> keys, Position at, List<String> texts, boolean list) {
    public Entry {
      keys = List.copyOf(keys);
      texts = List.copyOf(texts);
    }
  }

  /**
   * Reads a file; what is wrong with it is said to the problems.
   *
   * @return in the file's order
   */
  public static List<Entry> read(Path file, Problems problems) {
    Entries entries = new Entries(problems);
    Value.read(file, "it is read as configuration, which is short", problems)
        .ifPresent(value -> entries.take(List.of(), value));
    return List.copyOf(entries.found);
  }

  private void take(List<Located<String>> keys, Value value) {
    switch (value) {
      case Value.Fields(Position at, List<Value.Field> fields) -> {
        if (fields.isEmpty() && !keys.isEmpty()) {
          found.add(new Entry(keys, at, List.of(), false));
        }
        for (Value.Field field : fields) {
          List<Located<String>> below = new ArrayList<>(keys);
          below.add(new Located<>(field.key(), field.at()));
          take(below, field.value());
        }
      }
      case Value _ when keys.isEmpty() ->
          problems.error(value.at(), "is no map of keys and values; write `key: value`");
      case Value.Scalar one ->
          found.add(
              new Entry(
                  keys, one.at(), one.isNothing() ? List.of() : List.of(one.written()), false));
      case Value.Items(Position at, List<Value> values) ->
          found.add(new Entry(keys, at, texts(values), true));
    }
  }

  private List<String> texts(List<Value> values) {
    List<String> texts = new ArrayList<>();
    for (Value each : values) {
      if (each instanceof Value.Scalar one && !one.isNothing()) {
        texts.add(one.written());
      } else {
        problems.error(each.at(), "a list holds single values here, not " + each.kind());
      }
    }
    return texts;
  }
}
