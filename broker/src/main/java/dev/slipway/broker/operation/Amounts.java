package dev.slipway.broker.operation;

import dev.slipway.broker.backend.Limits;
import java.util.Locale;

/** Amounts for people. */
public final class Amounts {
  private static final double KIB = 1024;

  private Amounts() {}

  /** A size with its unit, or a number. */
  public static String text(String what, long amount) {
    if (!what.equals(Limits.STORAGE) && !what.equals(Limits.MEMORY)) {
      return String.valueOf(amount);
    }
    double value = amount;
    String unit = "B";
    for (String each : new String[] {"KiB", "MiB", "GiB", "TiB"}) {
      if (value < KIB) {
        break;
      }
      value /= KIB;
      unit = each;
    }
    String number =
        value == Math.rint(value)
            ? String.valueOf((long) value)
            : String.format(Locale.ROOT, "%.1f", value);
    return number + " " + unit;
  }
}
