package dev.slipway.definition.reader;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Unreadable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A value of a YAML document, with its place in the file. */
public sealed interface Value {
  /**
   * Reads a file, as strictly as definitions are read. What is wrong with it is said to the
   * problems.
   *
   * @param advice what to do where it is too large
   * @return empty where nothing is in it, or it cannot be read
   */
  static Optional<Value> read(Path file, String advice, Problems problems) {
    try {
      return Tree.read(YamlSource.read(file, advice), problems);
    } catch (Unreadable e) {
      problems.error(e.at(), e.text());
      return Optional.empty();
    }
  }

  /** Where it begins. */
  Position at();

  /** What it is, for people. */
  String kind();

  /** One text, number or flag: {@code written} as in the file, without quotes. */
  record Scalar(Position at, String written, boolean quoted) implements Value {
    private static final Pattern NUMBER =
        Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");

    @Override
    public String kind() {
      return isNothing() ? "nothing" : "a single value";
    }

    /** Whether it is what YAML calls null. */
    public boolean isNothing() {
      return !quoted && CoreSchema.isNull(written);
    }

    /** The flag that it is, if it is one. */
    public Optional<Boolean> flag() {
      return quoted ? Optional.empty() : CoreSchema.flag(written);
    }

    /** The number that it is, if it is one that is written in the usual way. */
    public Optional<BigDecimal> number() {
      return !quoted && NUMBER.matcher(written).matches()
          ? Optional.of(new BigDecimal(written))
          : Optional.empty();
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
