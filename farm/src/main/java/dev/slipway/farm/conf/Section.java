package dev.slipway.farm.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A section, whose keys are taken one after the other; those that nobody takes are mistakes. */
final class Section {
  private final String name;
  private final int line;
  private final Problems problems;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();

  Section(String name, int line, Problems problems) {
    this.name = name;
    this.line = line;
    this.problems = problems;
  }

  String name() {
    return name;
  }

  int line() {
    return line;
  }

  void add(Entry entry) {
    Entry before = entries.putIfAbsent(entry.key(), entry);
    if (before != null) {
      problems.add(
          entry.line(),
          entry.column(),
          "`%s` is in [%s] already, in line %d".formatted(entry.key(), name, before.line()));
    }
  }

  /** A key that may be left out. */
  Optional<Entry> take(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key));
  }

  /** A key that must be there. */
  Optional<Entry> need(String key) {
    Optional<Entry> entry = take(key);
    if (entry.isEmpty()) {
      problems.add(line, 1, "the key `" + key + "` is missing in [" + name + "]");
    }
    return entry;
  }

  /** The value of a key in another form, or else a diagnostic of what it should be. */
  <T> Optional<T> read(Optional<Entry> entry, Function<String, Optional<T>> form, String should) {
    Optional<T> value = entry.flatMap(e -> form.apply(e.value()));
    if (value.isEmpty()) {
      entry.ifPresent(e -> problems.ofValue(e, should));
    }
    return value;
  }

  /** All keys have been asked for. */
  void close() {
    for (Entry entry : entries.values()) {
      if (!asked.contains(entry.key())) {
        problems.add(
            entry.line(),
            entry.column(),
            "unknown key `%s` in [%s]%s"
                .formatted(entry.key(), name, Nearest.hint(entry.key(), asked)));
      }
    }
  }
}
