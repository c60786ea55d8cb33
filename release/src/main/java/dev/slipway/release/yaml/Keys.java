package dev.slipway.release.yaml;

import dev.slipway.definition.Position;
import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A map in a file of a release, whose keys are read one by one; what is wrong becomes a problem.
 */
public final class Keys {
  private final String what;
  private final Value.Fields fields;
  private final Problems problems;

  private Keys(String what, Value.Fields fields, Problems problems) {
    this.what = what;
    this.fields = fields;
    this.problems = problems;
  }

  /**
   * A value that is to be a map; empty where it is none, which is said to the problems.
   *
   * @param what it is, for messages: {@code a job's spec}
   */
  public static Optional<Keys> of(String what, Value value, Problems problems) {
    if (value instanceof Value.Fields fields) {
      return Optional.of(new Keys(what, fields, problems));
    }
    problems.error(
        value.at(), what + " is " + value.kind() + ", not a map of keys; write `key: value`");
    return Optional.empty();
  }

  public Position at() {
    return fields.at();
  }

  /** All of them in their order. */
  public List<Value.Field> all() {
    return fields.fields();
  }

  /** Warns of every key that is none of these: BOSH's own tools read over them. */
  public Keys only(List<String> known) {
    for (Value.Field each : fields.fields()) {
      if (!known.contains(each.key())) {
        problems.warning(
            each.at(),
            "unknown key "
                + Quoted.of(each.key())
                + " in "
                + what
                + Nearest.to(each.key(), known)
                    .map(near -> "; did you mean `" + near + "`?")
                    .orElse("; there are " + String.join(", ", known)));
      }
    }
    return this;
  }

  /** A value that is not nothing. */
  public Optional<Value> find(String key) {
    return fields.fields().stream()
        .filter(f -> f.key().equals(key))
        .map(Value.Field::value)
        .filter(v -> !(v instanceof Value.Scalar one && one.isNothing()))
        .findFirst();
  }

  /** A text that has to be there; empty where it is not, which is said to the problems. */
  public String need(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty() && find(key).isEmpty()) {
      problems.error(at(), what + " has no `" + key + "`; every one needs it");
    }
    return text.orElse("");
  }

  /** One text. */
  public Optional<String> text(String key) {
    return located(key).map(Located::value);
  }

  /** One text, and its place. */
  public Optional<Located<String>> located(String key) {
    Optional<Value> value = find(key);
    if (value.isPresent() && !(value.get() instanceof Value.Scalar)) {
      problems.error(value.get().at(), "`" + key + "` is " + value.get().kind() + ", not a text");
      return Optional.empty();
    }
    return value.map(v -> new Located<>(((Value.Scalar) v).written(), v.at()));
  }

  /** A flag; false where there is none. */
  public boolean flag(String key) {
    Optional<Value> value = find(key);
    if (value.isEmpty()) {
      return false;
    }
    Optional<Boolean> flag =
        value.get() instanceof Value.Scalar one ? one.flag() : Optional.empty();
    if (flag.isEmpty()) {
      problems.error(value.get().at(), "`" + key + "` is neither `true` nor `false`");
    }
    return flag.orElse(false);
  }

  /** The texts of a list with their places; none where there is no list. */
  public List<Located<String>> texts(String key) {
    List<Located<String>> texts = new ArrayList<>();
    for (Value each : items(key)) {
      if (each instanceof Value.Scalar one && !one.isNothing()) {
        texts.add(new Located<>(one.written(), one.at()));
      } else {
        problems.error(each.at(), "`" + key + "` holds texts, not " + each.kind());
      }
    }
    return texts;
  }

  /** The values of a list; none where there is no list. */
  public List<Value> items(String key) {
    Optional<Value> value = find(key);
    if (value.isPresent() && !(value.get() instanceof Value.Items)) {
      problems.error(value.get().at(), "`" + key + "` is " + value.get().kind() + ", not a list");
      return List.of();
    }
    return value.map(v -> ((Value.Items) v).values()).orElse(List.of());
  }

  /** A map within this one. */
  public Optional<Keys> map(String key) {
    return find(key).flatMap(v -> of("`" + key + "`", v, problems));
  }
}
