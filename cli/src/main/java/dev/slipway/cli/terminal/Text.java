package dev.slipway.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How things are written for people. */
public final class Text {
  private Text() {}

  /** A number of bytes, as in {@code 312 MiB}. */
  public static String size(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 || value >= 100 || value == Math.rint(value)
        ? Math.round(value) + " " + units[unit]
        : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }

  /** A text of unknown origin without what would steer the terminal. */
  public static String plain(String text) {
    return text.replaceAll("\\p{Cc}", "?");
  }

  /** Rows in columns as wide as they need to be, the first row being the headings. */
  public static List<String> table(List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
