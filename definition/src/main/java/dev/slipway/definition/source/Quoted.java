package dev.slipway.definition.source;

import java.util.Locale;

/** A piece of the user's file as messages show it: in backticks, short, nothing but visible. */
public final class Quoted {
  private static final int LIMIT = 60;

  private Quoted() {}

  /** The text, or its beginning. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder("`");
    int[] points = text.codePoints().limit(LIMIT + 1).toArray();
    for (int i = 0; i < Math.min(points.length, LIMIT); i++) {
      append(shown, points[i]);
    }
    return shown.append(points.length > LIMIT ? "…`" : "`").toString();
  }

  private static void append(StringBuilder shown, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          shown.append(point == '\n' ? "\\n" : point == '\t' ? "\\t" : "\\u{" + hex(point) + "}");
      default -> shown.appendCodePoint(point);
    }
  }

  private static String hex(int point) {
    return Integer.toHexString(point).toLowerCase(Locale.ROOT);
  }
}
