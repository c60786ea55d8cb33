package dev.slipway.server.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What settings are, all layers seen, and what is wrong with them. */
final class Effective {
  private final Schema schema;
  private final Map<String, Given> values;
  private final List<String> faults;

  Effective(Schema schema, Map<String, Given> values, List<String> faults) {
    this.schema = schema;
    this.values = new TreeMap<>(values);
    this.faults = new ArrayList<>(faults);
  }

  Schema schema() {
    return schema;
  }

  Optional<Given> given(String name) {
    return Optional.ofNullable(values.get(name));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * A value that is right by its kind; what is wrong is a fault already and counts as not there.
   */
  private Optional<Given> right(String name) {
    return given(name).filter(g -> g.setting().kind().wrong(g.text()).isEmpty());
  }

  Optional<String> text(String name) {
    return right(name).map(Given::text);
  }

  /** Whether something below a key is set by somebody. */
  boolean hasBelow(String key) {
    return values.keySet().stream().anyMatch(name -> name.startsWith(key + "."));
  }

  /** The value of a setting that is something by itself. */
  String always(String name) {
    return text(name).or(() -> schema.named(name).otherwise()).orElse("");
  }

  Optional<Path> path(String name) {
    return right(name).map(Given::path);
  }

  Optional<URI> uri(String name) {
    return text(name).map(URI::create);
  }

  int number(String name) {
    return Integer.parseInt(always(name));
  }

  OptionalInt count(String name) {
    return text(name).stream().mapToInt(Integer::parseInt).findFirst();
  }

  boolean flag(String name) {
    return always(name).equals("true");
  }

  Optional<Long> size(String name) {
    return text(name).map(Kinds::bytes);
  }

  /** A secret, or what the file that is named in its place has in its first line. */
  Optional<String> secret(String name) {
    Optional<Given> file = right(name + Setting.FILE);
    if (file.isEmpty()) {
      return text(name);
    }
    Path path = file.get().path();
    try {
      String first = Files.readString(path).lines().findFirst().orElse("");
      if (first.isEmpty()) {
        fault(file.get(), "the first line of " + path + " is empty; the secret stands there");
      }
      return Optional.of(first);
    } catch (IOException e) {
      fault(file.get(), path + " cannot be read: " + e);
      return Optional.empty();
    }
  }

  /** The user's own names below a key. */
  SortedSet<String> names(String key) {
    SortedSet<String> names = new TreeSet<>();
    for (String each : values.keySet()) {
      if (each.startsWith(key + ".")) {
        names.add(each.substring(key.length() + 1).split("\\.")[0]);
      }
    }
    return names;
  }

  /** Something is wrong with a value. */
  void fault(Given given, String message) {
    faults.add(given.origin() + ": error: " + message);
  }

  /** Something is wrong with what a setting is or is not. */
  void fault(String name, String message) {
    given(name)
        .ifPresentOrElse(
            g -> fault(g, "`" + name + "`: " + message),
            () -> faults.add("error: `" + name + "`: " + message));
  }

  void check() throws ConfigException {
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
  }
}
