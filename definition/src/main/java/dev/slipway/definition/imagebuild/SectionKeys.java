package dev.slipway.definition.imagebuild;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which keys each section takes. */
final class SectionKeys {
  static final String DEFAULT = "DEFAULT";

  private static final Map<String, List<String>> KNOWN = known();

  /** {@code 17_url}, {@code 17-updates_mirror}. */
  private static final Pattern SOURCE = Pattern.compile("[a-z0-9.]+(-[a-z-]+)?_(url|mirror)");

  private SectionKeys() {}

  private static Map<String, List<String>> known() {
    Map<String, List<String>> known = new LinkedHashMap<>();
    known.put(DEFAULT, List.of("type", "arch", "release", "staging", "email", "nvr", "bid"));
    known.put(
        "boot",
        List.of(
            "product",
            "release",
            "version",
            "updates",
            "updates-testing",
            "proxy",
            "nvr",
            "bid",
            "outdir",
            "workdir"));
    known.put(
        "dvd",
        List.of(
            "name",
            "version",
            "ver",
            "flavor",
            "stage",
            "force",
            "nosource",
            "sourceisos",
            "bugurl",
            "nvr",
            "bid",
            "destdir",
            "cachedir",
            "workdir",
            "config"));
    known.put(
        "live",
        List.of(
            "label",
            "title",
            "product",
            "releasever",
            "nvr",
            "bid",
            "tmpdir",
            "cachedir",
            "logfile",
            "config"));
    return known;
  }

  /** Says which sections and keys there are not. */
  static void check(Ini ini, Problems problems) {
    ini.sections()
        .forEach((section, entries) -> {
          if (KNOWN.containsKey(section)) {
            entries.forEach((key, value) -> checkKey(section, key, value.at(), problems));
          } else if (!section.isEmpty()) {
            problems.error(ini.header(section).orElse(Position.WHOLE_FILE), unknown(section));
          }
        });
  }

  private static void checkKey(String section, String key, Position at, Problems problems) {
    List<String> known = KNOWN.getOrDefault(section, List.of());
    boolean source = SOURCE.matcher(key).matches();
    // Whatever stands in [DEFAULT] is there for all sections.
    boolean inherited =
        section.equals(DEFAULT)
            && (source || KNOWN.values().stream().anyMatch(keys -> keys.contains(key)));
    if (!known.contains(key) && !inherited && !(section.equals("boot") && source)) {
      problems.error(at, unknown(section, key, known));
    }
  }

  private static String unknown(String section) {
    return "unknown section "
        + Quoted.of(section)
        + Nearest.to(section, KNOWN.keySet())
            .map(near -> "; did you mean `" + near + "`?")
            .orElse("; there are `" + String.join("`, `", KNOWN.keySet()) + "`");
  }

  private static String unknown(String section, String key, List<String> known) {
    String shown = "unknown key " + Quoted.of(key) + " in `" + section + "`";
    if (KNOWN.getOrDefault(DEFAULT, List.of()).contains(key)) {
      return shown + "; it belongs into `" + DEFAULT + "`";
    }
    return shown
        + Nearest.to(key, known)
            .map(near -> "; did you mean `" + near + "`?")
            .orElseGet(() -> "; there are `" + String.join("`, `", known) + "`");
  }
}
