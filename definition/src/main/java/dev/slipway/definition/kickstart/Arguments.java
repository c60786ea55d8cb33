package dev.slipway.definition.kickstart;

import dev.slipway.definition.Address;
import dev.slipway.definition.Position;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command's arguments, by what its form says of them.
 *
 * @param command the command's own word
 * @param values of options, each at the option's place
 * @param flags options without a value
 * @param others what is no option
 * @param clear whether it had only options that there are: otherwise what seems to be missing may
 *     be one of the others
 */
record Arguments(
    Word command,
    Map<String, Word> values,
    Set<String> flags,
    List<Word> others,
    boolean clear,
    Problems problems) {
  private static final int DIGITS = 15;

  Position at() {
    return command.at();
  }

  /** An option's value; empty where it is not given, or blank. */
  Optional<String> text(String option) {
    return Optional.ofNullable(values.get(option)).map(Word::text).filter(one -> !one.isBlank());
  }

  String required(String option, String example) {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      needs("--" + option + "=", example);
    }
    return text.orElse("");
  }

  /** An argument that is no option; the form has said so where it is missing. */
  Optional<Word> other(int index) {
    return index < others.size() ? Optional.of(others.get(index)) : Optional.empty();
  }

  boolean has(String... options) {
    return Arrays.stream(options).anyMatch(one -> flags.contains(one) || values.containsKey(one));
  }

  /** Words between commas. */
  List<String> list(String option) {
    return text(option).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  Optional<Long> number(String option) {
    Optional<String> text = text(option);
    if (text.isPresent() && !isNumber(text.get())) {
      wrong(option, Quoted.of(text.get()) + " is not a whole number");
      return Optional.empty();
    }
    return text.map(Long::valueOf);
  }

  String choice(String option, List<String> known) {
    String text = text(option).orElse(known.getFirst());
    if (!known.contains(text)) {
      wrong(
          option,
          Quoted.of(text)
              + " is none of `"
              + String.join("`, `", known)
              + "`"
              + Nearest.hint(text, known));
    }
    return text;
  }

  Optional<Address> address(String option) {
    return text(option).map(Address::new);
  }

  Optional<Secret> secret(String option, boolean hashed) {
    return text(option).map(text -> new Secret(text, hashed));
  }

  /** At most one of some options. */
  void onlyOne(String... options) {
    List<String> given = Arrays.stream(options).filter(this::has).toList();
    if (given.size() > 1) {
      wrong(given.get(1), "does not go together with `--" + given.getFirst() + "`; keep one");
    }
  }

  /** Says that something is missing. */
  void needs(String what, String example) {
    if (clear) {
      problems.error(at(), "`" + command.text() + "` needs " + what + ", as in " + example);
    }
  }

  private void wrong(String option, String message) {
    Position at = Optional.ofNullable(values.get(option)).map(Word::at).orElse(at());
    problems.error(at, "`--" + option + "`: " + message);
  }

  private static boolean isNumber(String text) {
    return text.length() <= DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
