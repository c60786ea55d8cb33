package dev.slipway.cli.build;

import dev.slipway.cli.terminal.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import tools.jackson.databind.JsonNode;

/** How what the API answers is written for people. */
final class BuildLines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneId.systemDefault());

  private static final DateTimeFormatter WHOLE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private BuildLines() {}

  /** A text; empty where there is none. */
  static String text(JsonNode node, String key) {
    return Text.plain(node.path(key).asString(""));
  }

  /** Month, day and minute, which is what fits a table. */
  static String time(JsonNode node, String key) {
    return time(node.path(key).asString(""), TIME);
  }

  /** A whole time. */
  static String wholeTime(JsonNode node, String key) {
    return time(node.path(key).asString(""), WHOLE);
  }

  private static String time(String iso, DateTimeFormatter form) {
    try {
      return iso.isEmpty() ? "" : form.format(Instant.parse(iso));
    } catch (DateTimeParseException e) {
      return Text.plain(iso);
    }
  }

  /** A time that something took, as in {@code 12.3 s} or {@code 4 min 12 s}. */
  static String took(JsonNode seconds) {
    if (!seconds.isNumber()) {
      return "";
    }
    double value = seconds.asDouble(0);
    long whole = Math.round(value);
    return whole < 60
        ? "%.1f s".formatted(value)
        : whole < 3600
            ? "%d min %d s".formatted(whole / 60, whole % 60)
            : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
  }
}
