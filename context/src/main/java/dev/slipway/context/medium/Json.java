package dev.slipway.context.medium;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes maps, lists, texts, numbers and flags as JSON (RFC 8259), in such a way that it is YAML
 * 1.1 of the same meaning too: what YAML does not take for a printable character is escaped, and
 * what is beyond 16 bits is not.
 */
final class Json {
  private final StringBuilder out = new StringBuilder();

  private Json() {}

  /** Indented by two, keys in the map's order, a line end at the end. */
  static String text(Map<String, ?> map) {
    Json json = new Json();
    json.value(map, "");
    return json.out.append('\n').toString();
  }

  private void value(Object value, String indent) {
    switch (value) {
      case Map<?, ?> map -> {
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        items(
            '{',
            '}',
            indent,
            entries,
            entry -> {
              string(entry.getKey().toString());
              out.append(": ");
              value(entry.getValue(), indent + "  ");
            });
      }
      case List<?> list ->
          items('[', ']', indent, list.iterator(), item -> value(item, indent + "  "));
      case Number number -> out.append(number);
      case Boolean flag -> out.append(flag);
      default -> string(value.toString());
    }
  }

  private <T> void items(
      char open,
      char close,
      String indent,
      Iterator<? extends T> items,
      java.util.function.Consumer<T> write) {
    out.append(open);
    if (items.hasNext()) {
      while (items.hasNext()) {
        out.append('\n').append(indent).append("  ");
        write.accept(items.next());
        out.append(items.hasNext() ? "," : "");
      }
      out.append('\n').append(indent);
    }
    out.append(close);
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (isEscaped(c)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static boolean isEscaped(char c) {
    boolean control = c < ' ' || (c >= 0x7f && c < 0xa0);
    return control || c == 0x2028 || c == 0x2029 || c >= 0xfffe;
  }
}
