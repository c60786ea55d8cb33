package dev.slipway.queue.log;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Sizes and times as people read them. */
public final class Quantity {
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB");

  private Quantity() {}

  /** {@code 1.4 GiB}. */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double amount = bytes;
    int unit = -1;
    while (amount >= 1023.95 && unit + 1 < UNITS.size()) {
      amount /= 1024;
      unit++;
    }
    String format = amount < 100 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, amount, UNITS.get(unit));
  }

  /** {@code 0.4 s}, {@code 1 min 13 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, duration.toMillis()) / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
  }
}
