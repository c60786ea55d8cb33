package dev.slipway.definition.reader;

import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import java.time.ZoneId;
import java.util.TreeSet;

/** Reads {@code hostname}, {@code timezone} and {@code locale}. */
final class SystemReader {
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  private SystemReader() {}

  /** RFC 1123, and the kernel's limit. */
  static String hostname(Block top, String otherwise) {
    Form<String> form =
        Forms.matching(
            LABEL + "(\\." + LABEL + ")*",
            64,
            "use small letters, digits and -, with dots between labels: web-1.example.org");
    return top.optional("hostname", form).orElse(otherwise);
  }

  static String timezone(Block top) {
    return top.optional("timezone", SystemReader::readTimezone).orElse("Etc/UTC");
  }

  private static String readTimezone(Value value) throws Mistake {
    String text = Forms.text(value);
    TreeSet<String> known = new TreeSet<>(ZoneId.getAvailableZoneIds());
    if (!known.contains(text)) {
      String hint = Nearest.hint(text, known);
      throw new Mistake(
          Quoted.of(text)
              + " is not a time zone"
              + (hint.isEmpty() ? "; write one as Etc/UTC or Europe/Vienna" : hint));
    }
    return text;
  }

  static String locale(Block top) {
    Form<String> form =
        Forms.matching(
            "(C|POSIX|[a-z]{2,3}(_[A-Z]{2})?)(\\.[A-Za-z0-9-]+)?(@[a-z]+)?",
            64, "write one as C.UTF-8 or de_AT.UTF-8");
    return top.optional("locale", form).orElse("C.UTF-8");
  }
}
