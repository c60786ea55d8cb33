package dev.slipway.build.debian;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Debian control data: paragraphs of fields (deb822(5)). */
final class ControlFile {
  private ControlFile() {}

  /** The paragraphs of a text, as field by name, values with their continuation lines. */
  static List<Map<String, String>> parse(List<String> lines) {
    List<Map<String, String>> paragraphs = new ArrayList<>();
    Map<String, String> here = new LinkedHashMap<>();
    String field = "";
    for (String line : lines) {
      if (line.isBlank()) {
        if (!here.isEmpty()) {
          paragraphs.add(here);
          here = new LinkedHashMap<>();
        }
      } else if (line.startsWith(" ") || line.startsWith("\t")) {
        here.merge(field, "\n" + line, String::concat);
      } else if (line.indexOf(':') > 0) {
        field = line.substring(0, line.indexOf(':'));
        here.put(field, line.substring(line.indexOf(':') + 1).strip());
      }
    }
    if (!here.isEmpty()) {
      paragraphs.add(here);
    }
    return paragraphs;
  }
}
