package dev.slipway.broker.catalog;

import dev.slipway.definition.Position;
import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A map of a catalog, whose keys are read one by one; what is wrong becomes a problem. */
final class Block {
  private static final int LONGEST = 10_000;

  private final String what;
  private final Value.Fields fields;
  private final Problems problems;

  private Block(String what, Value.Fields fields, Problems problems) {
    this.what = what;
    this.fields = fields;
    this.problems = problems;
  }

  /**
   * A value that is to be a map.
   *
   * @param what it is, for messages
   */
  static Optional<Block> of(String what, Value value, Problems problems) {
    if (value instanceof Value.Fields fields) {
      return Optional.of(new Block(what, fields, problems));
    }
    problems.error(
        value.at(), what + " is " + value.kind() + ", not a map of keys; write `key: value`");
    return Optional.empty();
  }

  Position at() {
    return fields.at();
  }

  /** Has every key be one of these. */
  void only(List<String> known) {
    for (Value.Field each : fields.fields()) {
      if (!known.contains(each.key())) {
        problems.error(
            each.at(),
            "unknown key "
                + Quoted.of(each.key())
                + " in "
                + what
                + Nearest.to(each.key(), known)
                    .map(n -> "; did you mean `" + n + "`?")
                    .orElse(
                        known.isEmpty()
                            ? "; leave it out"
                            : "; there are " + String.join(", ", known)));
      }
    }
  }

  boolean has(String key) {
    return find(key).isPresent();
  }

  /** A value that is not nothing. */
  Optional<Value> find(String key) {
    return fields.fields().stream()
        .filter(f -> f.key().equals(key))
        .map(Value.Field::value)
        .filter(v -> !(v instanceof Value.Scalar one && one.isNothing()))
        .findFirst();
  }

  /** A text that has to be there; empty where it is not. */
  String need(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty() && find(key).isEmpty()) {
      problems.error(at(), what + " has no `" + key + "`; every one needs it");
    }
    return text.orElse("");
  }

  Optional<String> text(String key) {
    Optional<Value> value = find(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof Value.Scalar one)) {
      problems.error(value.get().at(), "`" + key + "` is " + value.get().kind() + ", not a text");
      return Optional.empty();
    }
    if (one.written().isBlank() || one.written().length() > LONGEST) {
      problems.error(one.at(), "`" + key + "` is empty or longer than 10,000 characters");
      return Optional.empty();
    }
    return Optional.of(one.written());
  }

  Optional<Boolean> flag(String key) {
    Optional<Value> value = find(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<Boolean> flag =
        value.get() instanceof Value.Scalar one ? one.flag() : Optional.empty();
    if (flag.isEmpty()) {
      problems.error(value.get().at(), "`" + key + "` is neither `true` nor `false`");
    }
    return flag;
  }

  /** A whole number from one on. */
  Optional<Long> count(String key) {
    Optional<Value> value = find(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Value.Scalar one && one.written().matches("[1-9][0-9]{0,14}")) {
      return Optional.of(Long.parseLong(one.written()));
    }
    problems.error(value.get().at(), "`" + key + "` is not a whole number from 1 on");
    return Optional.empty();
  }

  /** The texts of a list; none where there is no list. */
  List<Value.Scalar> texts(String key) {
    return items(key).stream()
        .flatMap(each -> {
          if (each instanceof Value.Scalar one && !one.isNothing()) {
            return Stream.of(one);
          }
          problems.error(each.at(), "`" + key + "` holds texts, not " + each.kind());
          return Stream.empty();
        })
        .toList();
  }

  /** The values of a list; none where there is no list. */
  List<Value> items(String key) {
    Optional<Value> value = find(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof Value.Items items) {
      return items.values();
    }
    problems.error(value.get().at(), "`" + key + "` is " + value.get().kind() + ", not a list");
    return List.of();
  }

  /** A map within this one. */
  Optional<Block> block(String key) {
    return find(key).flatMap(v -> of("`" + key + "`", v, problems));
  }

  /** A map within this one, as it is. */
  JsonNode object(String key) {
    return block(key).<JsonNode>map(Block::json).orElseGet(JsonNodeFactory.instance::objectNode);
  }

  /** All of it, as it is. */
  JsonNode json() {
    return JsonValues.of(fields);
  }

  List<Value.Field> fields() {
    return fields.fields();
  }
}
