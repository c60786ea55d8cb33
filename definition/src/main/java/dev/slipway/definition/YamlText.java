package dev.slipway.definition;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes maps, lists, texts, numbers and flags as YAML, always in the same form. */
final class YamlText {
  private static final Pattern PLAIN_KEY = Pattern.compile("[a-z][a-z0-9-]*");

  /** What YAML 1.2 (5.1) does not let stand as it is, or people cannot see. */
  private static final BitSet HIDDEN = hidden();

  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  /** A map, with a line break at its end. */
  static String of(Map<?, ?> map) {
    YamlText text = new YamlText();
    text.map(map, 0, "");
    return text.out.toString();
  }

  /** A map's lines; the first begins with something else than the others ("- " in a list). */
  private void map(Map<?, ?> map, int indent, String first) {
    String begin = " ".repeat(indent);
    String lineBegin = first.isEmpty() ? begin : first;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      out.append(lineBegin).append(isPlainKey(key) ? key : quoted(key)).append(':');
      value(entry.getValue(), indent);
      lineBegin = begin;
    }
  }

  private void value(Object value, int indent) {
    switch (value) {
      case Map<?, ?> map -> {
        out.append('\n');
        map(map, indent + 2, "");
      }
      case List<?> list -> {
        out.append('\n');
        list.forEach(one -> entry(one, indent + 2));
      }
      case String text -> out.append(' ').append(quoted(text)).append('\n');
      default -> out.append(' ').append(value).append('\n');
    }
  }

  private void entry(Object one, int indent) {
    String begin = " ".repeat(indent) + "- ";
    if (one instanceof Map<?, ?> map) {
      map(map, indent + 2, begin);
    } else {
      out.append(begin).append(quoted(String.valueOf(one))).append('\n');
    }
  }

  private static boolean isPlainKey(String key) {
    return PLAIN_KEY.matcher(key).matches();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (HIDDEN.get(c)) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static BitSet hidden() {
    BitSet set = new BitSet();
    set.set(0, 0x20);
    set.set(0x7f, 0xa1);
    set.set(0x2028, 0x202a);
    set.set(0xfeff);
    set.set(0xfff0, 0x10000);
    return set;
  }
}
