package dev.slipway.server.config;

import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All settings of a program.
 *
 * @param prefix what its environment variables begin with
 */
record Schema(String prefix, List<Setting> settings) {
  private static final Pattern OWN_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** A setting, and the name under which it was found. */
  record Found(Setting setting, String name) {}

  Schema {
    List<Setting> all = new ArrayList<>();
    for (Setting each : settings) {
      all.add(each);
      if (each.isSecret()) {
        all.add(Setting.of(each.name() + Setting.FILE, Kinds.PATH));
      }
    }
    settings = List.copyOf(all);
  }

  Setting named(String name) {
    return settings.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /** The setting that keys lead to. */
  Optional<Found> find(List<String> keys) {
    return settings.stream()
        .filter(s -> s.keys().size() == keys.size() && leads(s.keys(), keys))
        .findFirst()
        .map(s -> new Found(s, String.join(".", keys)));
  }

  /** The setting of an environment variable; the user's own names have no dash in one. */
  Optional<Found> variable(String variable) {
    for (Setting each : settings) {
      Matcher matcher =
          Pattern.compile(prefix + each.variable().replace("*", "([A-Z0-9]+)")).matcher(variable);
      if (matcher.matches()) {
        String own = matcher.groupCount() == 0 ? "" : matcher.group(1).toLowerCase(Locale.ROOT);
        return Optional.of(new Found(each, each.named(own)));
      }
    }
    return Optional.empty();
  }

  /** What to say of a variable that is no setting's. */
  String unknownVariable(String variable) {
    List<String> known = settings.stream().map(s -> prefix + s.variable()).toList();
    return "there is no such setting" + Nearest.hint(variable, known);
  }

  /** Which of the keys is not known, and what to say of it. */
  Located<String> unknown(List<Located<String>> keys) {
    List<String> path = new ArrayList<>();
    for (Located<String> key : keys) {
      Set<String> here = below(path);
      if (here.isEmpty()) {
        return new Located<>(shown(path) + " takes one value, not a map", keys.getFirst().at());
      }
      if (!here.contains(key.value()) && !isOwnName(here, key.value())) {
        return new Located<>(message(path, key.value(), here), key.at());
      }
      path.add(key.value());
    }
    return new Located<>(shown(path) + " is a map with " + list(below(path)), keys.getLast().at());
  }

  private static boolean isOwnName(Set<String> here, String key) {
    return here.contains("*") && OWN_NAME.matcher(key).matches();
  }

  private static String message(List<String> path, String key, Set<String> here) {
    if (here.contains("*")) {
      return Quoted.of(key) + " is no name; it has small letters, digits and dashes";
    }
    String where = path.isEmpty() ? "" : " in " + shown(path);
    return "unknown key "
        + Quoted.of(key)
        + where
        + Nearest.to(key, here)
            .map(near -> "; did you mean `" + near + "`?")
            .orElseGet(() -> "; there are " + list(here));
  }

  /** The keys that may come next. */
  private Set<String> below(List<String> path) {
    Set<String> keys = new LinkedHashSet<>();
    for (Setting each : settings) {
      List<String> own = each.keys();
      if (own.size() > path.size() && leads(own.subList(0, path.size()), path)) {
        keys.add(own.get(path.size()));
      }
    }
    return keys;
  }

  private static boolean leads(List<String> pattern, List<String> keys) {
    for (int i = 0; i < keys.size(); i++) {
      boolean same = pattern.get(i).equals(keys.get(i));
      boolean own = pattern.get(i).equals("*") && OWN_NAME.matcher(keys.get(i)).matches();
      if (!same && !own) {
        return false;
      }
    }
    return true;
  }

  private static String shown(List<String> path) {
    return "`" + String.join(".", path) + "`";
  }

  private static String list(Collection<String> words) {
    return "`" + String.join("`, `", words) + "`";
  }
}
