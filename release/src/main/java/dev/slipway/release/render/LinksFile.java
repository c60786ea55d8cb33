package dev.slipway.release.render;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The text of {@code .bosh/links.json}. */
final class LinksFile {
  private LinksFile() {}

  static String text(List<ProvidedLink> links) {
    if (links.isEmpty()) {
      return "[]\n";
    }
    return links.stream()
        .sorted(Comparator.comparing(ProvidedLink::group))
        .map(link ->
            "  {\n    \"name\": %s,\n    \"type\": %s,\n    \"group\": %s\n  }"
                .formatted(quoted(link.name()), quoted(link.type()), quoted(link.group())))
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
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
    if (c < ' ') {
      quoted.append("\\u%04x".formatted(c));
    } else {
      quoted.appendCodePoint(c);
    }
  }
}
