package dev.slipway.definition.reader;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What scalars without quotes are, by YAML 1.2 (10.3.2). */
final class CoreSchema {
  private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern SIMPLE_INTEGER = Pattern.compile("0|-?[1-9][0-9]*");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private CoreSchema() {}

  static boolean isNull(String written) {
    return NULL.matcher(written).matches();
  }

  /** A flag, in any of the three ways of writing it. */
  static Optional<Boolean> flag(String written) {
    return switch (written) {
      case "true", "True", "TRUE" -> Optional.of(true);
      case "false", "False", "FALSE" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** What older YAML and people take for a flag. */
  static Optional<Boolean> likeFlag(String written) {
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "on", "enabled", "1" -> Optional.of(true);
      case "false", "no", "n", "off", "disabled", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** A whole number that reads the same as it is written: no zeros in front, no other base. */
  static boolean isSimpleInteger(String written) {
    return SIMPLE_INTEGER.matcher(written).matches();
  }

  /** A number that programs may write otherwise than it was: 1.10, 007, 1e3. */
  static boolean isOtherNumber(String written) {
    return !isSimpleInteger(written)
        && (INTEGER.matcher(written).matches() || FLOAT.matcher(written).matches());
  }
}
