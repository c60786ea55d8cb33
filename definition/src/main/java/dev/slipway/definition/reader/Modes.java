package dev.slipway.definition.reader;

import dev.slipway.definition.source.Quoted;
import java.util.regex.Pattern;

/** Permission bits, in octal as chmod has them. */
final class Modes {
  private static final Pattern MODE = Pattern.compile("0?[0-7]{3}|0?[0-7]{4}");
  private static final Pattern WITHOUT_ZERO = Pattern.compile("[1-7][0-7]{2,3}");

  private Modes() {}

  static int read(Value value) throws Mistake {
    Value.Scalar scalar = Forms.scalar(value);
    String text = scalar.written();
    if (!scalar.quoted() && WITHOUT_ZERO.matcher(text).matches()) {
      throw new Mistake(Quoted.of(text) + " is a decimal number to YAML; write \"0" + text + "\"");
    }
    if (!MODE.matcher(text).matches()) {
      throw new Mistake(Quoted.of(text) + " is not a mode; write it in octal: \"0644\", \"0755\"");
    }
    return Integer.parseInt(text, 8);
  }
}
