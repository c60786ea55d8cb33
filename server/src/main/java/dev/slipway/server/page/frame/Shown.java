package dev.slipway.server.page.frame;

import dev.slipway.queue.log.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Quantities as people read them. */
public final class Shown {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Shown() {}

  /** {@code 1.4 GiB}. */
  public static String bytes(long bytes) {
    return Quantity.bytes(bytes);
  }

  /** {@code 0.4 s}, {@code 1 min 13 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
  public static String duration(Duration duration) {
    return Quantity.duration(duration);
  }

  /** {@code just now}, {@code 5 min ago}, {@code in 5 min}. */
  public static String ago(Instant then, Instant now) {
    long seconds = Duration.between(then, now).toSeconds();
    if (Math.abs(seconds) < 5) {
      return "just now";
    }
    return seconds < 0 ? "in " + rough(-seconds) : rough(seconds) + " ago";
  }

  private static String rough(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }

  /** {@code 2026-01-31 12:00:00 UTC}. */
  public static String time(Instant time) {
    return TIME.format(time);
  }

  /** {@code 1 build}, {@code 2 builds}. */
  public static String count(long count, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
  }
}
