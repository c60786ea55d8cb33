package dev.slipway.definition.reader;

import dev.slipway.definition.Position;
import java.util.List;

/** A value of a YAML document, with its place in the file. */
sealed interface Value {
  /** Where it begins. */
  Position at();

  /** What it is, for people. */
  String kind();

  /** One text, number or flag: {@code written} as in the file, without quotes. */
  record Scalar(Position at, String written, boolean quoted) implements Value {
    @Override
    public String kind() {
      return isNothing() ? "nothing" : "a single value";
    }

    /** Whether it is what YAML calls null. */
    boolean isNothing() {
      return !quoted && CoreSchema.isNull(written);
    }
  }

  /** A list. */
  record Items(Position at, List<Value> values) implements Value {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A map, in the file's order, no key twice. */
  record Fields(Position at, List<Field> fields) implements Value {
    @Override
    public String kind() {
      return "a map";
    }
  }

  /** A key, the place of the key, and its value. */
  record Field(Position at, String key, Value value) {}
}
