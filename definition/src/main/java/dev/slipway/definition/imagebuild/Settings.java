package dev.slipway.definition.imagebuild;

import dev.slipway.definition.Address;
import dev.slipway.definition.Position;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The values of one section.
 *
 * @param own what it says itself
 * @param inherited what {@code [DEFAULT]} says, for where it says nothing
 * @param at where the section begins
 */
record Settings(
    String section,
    Map<String, Located<String>> own,
    Map<String, Located<String>> inherited,
    Position at,
    Problems problems) {
  private static final List<String> TRUE = List.of("1", "yes", "true", "on");
  private static final List<String> FALSE = List.of("0", "no", "false", "off");

  static Settings of(Ini ini, String section, Problems problems) {
    return new Settings(
        section,
        ini.sections().getOrDefault(section, Map.of()),
        ini.sections().getOrDefault(SectionKeys.DEFAULT, Map.of()),
        ini.header(section).orElse(Position.WHOLE_FILE),
        problems);
  }

  /** Empty where it is not there, or has no value. */
  Optional<Located<String>> located(String key) {
    return Optional.ofNullable(own.get(key))
        .or(() -> Optional.ofNullable(inherited.get(key)))
        .filter(one -> !one.value().isBlank());
  }

  Optional<String> text(String key) {
    return located(key).map(Located::value);
  }

  String required(String key, String example) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      needs("`" + key + "`", key + "=" + example);
    }
    return text.orElse("");
  }

  void needs(String what, String example) {
    problems.error(at, "[" + section + "] needs " + what + ", as in " + example);
  }

  String choice(String key, List<String> known) {
    String text = text(key).orElse(known.getFirst());
    if (!known.contains(text)) {
      String words = " is none of `" + String.join("`, `", known) + "`";
      wrong(key, Quoted.of(text) + words + Nearest.hint(text, known));
    }
    return text;
  }

  boolean flag(String key, boolean otherwise) {
    Optional<String> text = text(key).map(one -> one.toLowerCase(Locale.ROOT));
    if (text.isPresent() && !TRUE.contains(text.get()) && !FALSE.contains(text.get())) {
      wrong(key, Quoted.of(text.get()) + " is neither 0 nor 1");
    }
    return text.map(TRUE::contains).orElse(otherwise);
  }

  /** What stands between semicolons. */
  List<String> list(String key) {
    return text(key).stream()
        .flatMap(text -> Arrays.stream(text.split("[;\n]")))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  /** An absolute path, of a folder or file that need not be there. */
  Optional<String> path(String key) {
    Optional<String> path = text(key);
    if (path.isPresent() && !path.get().startsWith("/")) {
      wrong(key, Quoted.of(path.get()) + " is no absolute path; begin it with /");
    }
    return path;
  }

  /** An address with one of some schemes. */
  Optional<Address> address(String key, List<String> schemes) {
    Optional<Address> address = text(key).map(Address::new);
    address.flatMap(one -> Addresses.mistake(one, schemes)).ifPresent(what -> wrong(key, what));
    return address;
  }

  void wrong(String key, String message) {
    problems.error(located(key).map(Located::at).orElse(at), "`" + key + "`: " + message);
  }
}
