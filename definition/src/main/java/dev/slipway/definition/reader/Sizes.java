package dev.slipway.definition.reader;

import dev.slipway.definition.source.Quoted;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes: {@code 2GiB}, {@code 512M}, {@code 1073741824}; units are powers of 1024. */
final class Sizes {
  static final long MIB = 1L << 20;
  static final long GIB = 1L << 30;
  static final long TIB = 1L << 40;

  private static final String UNITS = "KMGT";
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})(?:([KMGT])(?:iB)?)?");
  private static final Pattern ALMOST =
      Pattern.compile("([0-9]{1,12})\\s*([kmgt])(?:i?b)?", Pattern.CASE_INSENSITIVE);

  private Sizes() {}

  /** A size in whole MiB between two others, both allowed. */
  static Form<Long> between(long least, long most) {
    return value -> {
      Value.Scalar scalar = Forms.scalar(value);
      long size = parse(scalar.written());
      if (size % MIB != 0) {
        throw new Mistake(
            Quoted.of(scalar.written())
                + " is not a whole number of MiB; write `"
                + show(Math.max(least, size / MIB * MIB))
                + "`");
      }
      if (size < least || size > most) {
        throw new Mistake(
            Quoted.of(scalar.written()) + " is not from " + show(least) + " to " + show(most));
      }
      return size;
    };
  }

  /** The largest unit that leaves no remainder: {@code 1536MiB}. */
  static String show(long size) {
    for (int i = UNITS.length(); i > 0; i--) {
      long unit = 1L << (10 * i);
      if (size >= unit && size % unit == 0) {
        return size / unit + UNITS.substring(i - 1, i) + "iB";
      }
    }
    return size + " bytes";
  }

  private static long parse(String written) throws Mistake {
    Matcher matcher = SIZE.matcher(written);
    if (!matcher.matches()) {
      Matcher almost = ALMOST.matcher(written);
      String hint =
          almost.matches()
              ? "; did you mean `"
                  + almost.group(1)
                  + almost.group(2).toUpperCase(Locale.ROOT)
                  + "iB`?"
              : "; write a whole number with K, M, G or T: `2GiB`, `512M`";
      throw new Mistake(Quoted.of(written) + " is not a size" + hint);
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    int shift = unit == null ? 0 : 10 * (UNITS.indexOf(unit) + 1);
    return number > Long.MAX_VALUE >> shift ? Long.MAX_VALUE >> 20 << 20 : number << shift;
  }
}
