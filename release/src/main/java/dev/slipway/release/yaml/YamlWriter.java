package dev.slipway.release.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes maps, lists, texts, whole numbers and flags as the BOSH client does: four spaces for each
 * level, texts in quotes only where they would be read as something else.
 */
public final class YamlWriter {
  private static final int STEP = 4;

  /** What YAML 1.1 or 1.2 takes for nothing, a flag, a number or a time. */
  private static final Pattern NOT_A_TEXT =
      Pattern.compile(
          "(?i:|~|null|true|false|yes|no|on|off|y|n"
              + "|[-+]?\\.?[0-9][0-9_.,:]*(e[-+]?[0-9]+)?"
              + "|[-+]?0x[0-9a-f_]+|[-+]?0o?[0-7_]+|[-+]?0b[01_]+"
              + "|[-+]?\\.(inf|nan)|<<|=)"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*");

  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}\\p{N}_./+$(\\[\\\\^;~][^\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}]*");

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  /** A map's text, with a line break at its end. */
  public static String write(Map<String, ?> map) {
    if (map.isEmpty()) {
      return "{}\n";
    }
    YamlWriter writer = new YamlWriter();
    writer.map(map, 0, "");
    return writer.out.toString();
  }

  /** A map's lines; the first begins where its list has put a dash already. */
  private void map(Map<?, ?> map, int indent, String dash) {
    String begin = dash.isEmpty() ? " ".repeat(indent) : dash;
    for (Map.Entry<?, ?> each : map.entrySet()) {
      out.append(begin).append(text(String.valueOf(each.getKey()))).append(':');
      value(each.getValue(), indent);
      begin = " ".repeat(indent);
    }
  }

  private void value(Object value, int indent) {
    switch (value) {
      case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
      case List<?> list when list.isEmpty() -> out.append(" []\n");
      case Map<?, ?> map -> {
        out.append('\n');
        map(map, deeper(indent), "");
      }
      case List<?> list -> {
        out.append('\n');
        list.forEach(each -> item(each, deeper(indent)));
      }
      case String text -> out.append(' ').append(text(text)).append('\n');
      default -> out.append(' ').append(value).append('\n');
    }
  }

  private void item(Object item, int indent) {
    String dash = " ".repeat(indent) + "- ";
    if (item instanceof Map<?, ?> map && !map.isEmpty()) {
      map(map, indent + 2, dash);
    } else {
      out.append(dash).append(item instanceof String text ? text(text) : item).append('\n');
    }
  }

  /** The next multiple of four: a list within a list's map comes further in by two only. */
  private static int deeper(int indent) {
    return STEP * ((indent + STEP) / STEP);
  }

  private static String text(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && !NOT_A_TEXT.matcher(text).matches()
            && !text.contains(": ")
            && !text.contains(" #")
            && !text.endsWith(":")
            && !text.endsWith(" ")
            && text.charAt(0) != '['
            && !text.startsWith("---")
            && !text.startsWith("...");
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case '\r' -> quoted.append("\\r");
            default -> visible(quoted, c);
          }
        });
    return quoted.append('"').toString();
  }

  private static void visible(StringBuilder quoted, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          quoted.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08X" : "\\u%04X", c));
      default -> quoted.appendCodePoint(c);
    }
  }
}
