package dev.slipway.release.render;

import java.util.ArrayList;
import java.util.List;

/**
 * The Ruby within a template, as ERB finds it.
 *
 * @param parts what is between {@code <%} and {@code %>}, without comments
 * @param unclosed the line of a {@code <%} whose {@code %>} is missing; 0 where there is none
 */
record TemplateCode(List<Part> parts, int unclosed) {
  TemplateCode {
    parts = List.copyOf(parts);
  }

  /**
   * A piece of Ruby.
   *
   * @param line where it begins, from 1
   */
  record Part(int line, String ruby) {}

  static TemplateCode of(String template) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while ((at = template.indexOf("<%", at)) >= 0) {
      if (template.startsWith("<%%", at)) {
        at += 3;
        continue;
      }
      int end = end(template, at + 2);
      if (end < 0) {
        return new TemplateCode(parts, line(template, at));
      }
      String ruby = template.substring(at + 2, end);
      if (!ruby.startsWith("#")) {
        parts.add(new Part(line(template, at + 2), ruby));
      }
      at = end + 2;
    }
    return new TemplateCode(parts, 0);
  }

  /** Where the code ends: at the next {@code %>} that is no {@code %%>}. */
  private static int end(String template, int from) {
    int end = template.indexOf("%>", from);
    while (end > from && template.charAt(end - 1) == '%') {
      end = template.indexOf("%>", end + 2);
    }
    return end;
  }

  private static int line(String template, int at) {
    return 1 + (int) template.substring(0, at).chars().filter(c -> c == '\n').count();
  }
}
