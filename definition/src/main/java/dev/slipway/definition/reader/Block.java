package dev.slipway.definition.reader;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A map of a definition, being read. What is wrong becomes a problem, and what is asked for is then
 * empty, so that reading goes on.
 */
final class Block {
  private final String path;
  private final Position at;
  private final Map<String, Value.Field> fields = new HashMap<>();
  private final Set<String> meant = new HashSet<>();
  private final Problems problems;

  private Block(String path, Position at, Problems problems) {
    this.path = path;
    this.at = at;
    this.problems = problems;
  }

  /** A value as a block; unknown keys become problems, and so does everything but a map. */
  static Optional<Block> of(
      Value value, String path, Keys keys, String example, Problems problems) {
    if (!(value instanceof Value.Fields map)) {
      problems.error(value.at(), "`" + path + "` must be a map; for example " + example);
      return Optional.empty();
    }
    Block block = new Block(path, value.at(), problems);
    for (Value.Field field : map.fields()) {
      if (keys.known().contains(field.key())) {
        block.fields.put(field.key(), field);
      } else {
        problems.error(field.at(), keys.unknown(field.key(), path));
        keys.meant(field.key()).ifPresent(block.meant::add);
      }
    }
    return Optional.of(block);
  }

  boolean has(String key) {
    return fields.containsKey(key);
  }

  Optional<Value> value(String key) {
    return Optional.ofNullable(fields.get(key)).map(Value.Field::value);
  }

  /** Where a key's value is, or the block where it has no such key. */
  Position at(String key) {
    return value(key).map(Value::at).orElse(at);
  }

  /** As people find it: {@code `disk.size`}. */
  String label(String key) {
    return "`" + (path.isEmpty() ? key : path + "." + key) + "`";
  }

  Problems problems() {
    return problems;
  }

  /** Says that a key's value is wrong. */
  void error(String key, String message) {
    problems.error(at(key), label(key) + ": " + message);
  }

  /** What a key has, where it is there. */
  <T> Optional<T> optional(String key, Form<T> form) {
    return value(key).flatMap(value -> read(value, key, form));
  }

  /** What a key has; a problem where it is not there, nor a mistyped one in its place. */
  <T> Optional<T> required(String key, String example, Form<T> form) {
    if (!has(key) && !meant.contains(key)) {
      problems.error(at, label(key) + " is missing; for example " + example);
    }
    return optional(key, form);
  }

  boolean flag(String key, boolean otherwise) {
    return this.<Boolean>optional(key, Forms::flag).orElse(otherwise);
  }

  /** A map below a key, where it is there. */
  Optional<Block> block(String key, Keys keys, String example) {
    String below = path.isEmpty() ? key : path + "." + key;
    return value(key)
        .filter(value -> isThere(value, key))
        .flatMap(value -> of(value, below, keys, example, problems));
  }

  /** A list's entries; those that are wrong are left out. */
  <T> List<Located<T>> list(String key, String example, Form<T> form) {
    return entries(key, example, value -> read(value, key, form));
  }

  /** A list's entries, each by a reader that itself says what is wrong with one. */
  <T> List<Located<T>> entries(String key, String example, Function<Value, Optional<T>> reader) {
    List<Located<T>> read = new ArrayList<>();
    Optional<Value> value = value(key).filter(one -> isThere(one, key));
    if (value.isPresent() && value.get() instanceof Value.Items items) {
      for (Value one : items.values()) {
        reader.apply(one).ifPresent(entry -> read.add(new Located<>(entry, one.at())));
      }
    } else if (value.isPresent()) {
      problems.error(
          value.get().at(),
          label(key) + " must be a list, not " + value.get().kind() + "; for example " + example);
    }
    return read;
  }

  /** What one value is; empty where it is wrong. */
  <T> Optional<T> read(Value value, String key, Form<T> form) {
    if (!isThere(value, key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(form.read(value));
    } catch (Mistake e) {
      problems.error(value.at(), label(key) + ": " + e.text());
      return Optional.empty();
    }
  }

  private boolean isThere(Value value, String key) {
    boolean nothing = value instanceof Value.Scalar scalar && scalar.isNothing();
    if (nothing) {
      problems.error(value.at(), label(key) + " has no value; give it one or leave it out");
    }
    return !nothing;
  }
}
