package dev.slipway.definition.reader;

import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How single values must be written. */
final class Forms {
  private Forms() {}

  /** A text. What YAML takes for a number that may change, or for a flag, must be in quotes. */
  static String text(Value value) throws Mistake {
    Value.Scalar scalar = scalar(value);
    if (scalar.quoted()) {
      return scalar.written();
    }
    String written = scalar.written();
    if (CoreSchema.flag(written).isPresent()) {
      throw new Mistake(Quoted.of(written) + " is a flag to YAML; quote it: \"" + written + "\"");
    }
    if (CoreSchema.isOtherNumber(written)) {
      throw new Mistake(
          Quoted.of(written)
              + " is a number to YAML, which may be written otherwise; quote it: \""
              + written
              + "\"");
    }
    return written;
  }

  /** A text that a pattern describes. */
  static Form<String> matching(String pattern, int longest, String rule) {
    Pattern compiled = Pattern.compile(pattern);
    return value -> {
      String text = text(value);
      if (text.length() > longest) {
        throw new Mistake(Quoted.of(text) + " is longer than " + longest + " characters");
      }
      if (!compiled.matcher(text).matches()) {
        throw new Mistake(Quoted.of(text) + " does not do; " + rule);
      }
      return text;
    };
  }

  /** A text without control characters; lines and tabs only where they are allowed. */
  static Form<String> free(int longest, boolean lines) {
    return value -> {
      String text = text(value);
      if (text.isEmpty()) {
        throw new Mistake("is empty; give it a text or leave it out");
      }
      if (text.length() > longest) {
        throw new Mistake("is longer than " + longest + " characters");
      }
      if (text.chars()
          .anyMatch(c -> Character.isISOControl(c) && !(lines && (c == '\n' || c == '\t')))) {
        throw new Mistake("holds a control character; leave it out");
      }
      return text;
    };
  }

  static boolean flag(Value value) throws Mistake {
    Value.Scalar scalar = scalar(value);
    Optional<Boolean> flag = scalar.quoted() ? Optional.empty() : CoreSchema.flag(scalar.written());
    if (flag.isPresent()) {
      return flag.get();
    }
    if (scalar.quoted() && CoreSchema.flag(scalar.written()).isPresent()) {
      throw new Mistake(Quoted.of(scalar.written()) + " is a text by its quotes; leave them out");
    }
    throw new Mistake(
        Quoted.of(scalar.written())
            + " is neither `true` nor `false`"
            + CoreSchema.likeFlag(scalar.written())
                .map(like -> "; did you mean `" + like + "`?")
                .orElse(""));
  }

  /** A whole number between two others, both allowed. */
  static Form<Long> integer(long least, long most) {
    return value -> {
      Value.Scalar scalar = scalar(value);
      String written = scalar.written();
      if (scalar.quoted() || !CoreSchema.isSimpleInteger(written)) {
        throw new Mistake(
            Quoted.of(written) + " is not a whole number; write one from " + least + " to " + most);
      }
      long number = written.length() > 15 ? Long.MAX_VALUE : Long.parseLong(written);
      if (number < least || number > most) {
        throw new Mistake(Quoted.of(written) + " is not from " + least + " to " + most);
      }
      return number;
    };
  }

  /** One of some words; aliases are words of others, whose right word is said. */
  static <T> Form<T> choice(Map<String, T> words, Map<String, String> aliases) {
    return value -> {
      String text = text(value);
      T chosen = words.get(text);
      if (chosen != null) {
        return chosen;
      }
      String right = aliases.get(text.toLowerCase(Locale.ROOT));
      String hint =
          right != null ? "; did you mean `" + right + "`?" : Nearest.hint(text, words.keySet());
      throw new Mistake(
          Quoted.of(text)
              + (hint.isEmpty()
                  ? " is none of " + listed(List.copyOf(words.keySet()))
                  : " is not known" + hint));
    };
  }

  static <T> Form<T> choice(Map<String, T> words) {
    return choice(words, Map.of());
  }

  /** {@code `a`, `b`}. */
  static String listed(List<String> words) {
    return "`" + String.join("`, `", words) + "`";
  }

  static Value.Scalar scalar(Value value) throws Mistake {
    if (value instanceof Value.Scalar scalar) {
      return scalar;
    }
    throw new Mistake("must be a single value, not " + value.kind());
  }
}
