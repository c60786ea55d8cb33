package dev.slipway.definition.reader;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what an image is called and what it runs on. */
final class HeadReader {
  private static final int NAME_LENGTH = 64;
  private static final Form<String> NAME_LETTERS =
      Forms.matching(
          "[A-Za-z0-9][A-Za-z0-9._+-]*",
          NAME_LENGTH,
          "use letters, digits and . _ + - and begin with a letter or digit");

  static final Map<String, Architecture> ARCHITECTURES =
      Words.of(Architecture.values(), Architecture::debianName);
  static final Form<Architecture> ARCHITECTURE =
      Forms.choice(
          ARCHITECTURES,
          Map.of(
              "x86_64", "amd64", "x86-64", "amd64", "x64", "amd64", "i686", "i386", "i586", "i386",
              "x86", "i386", "aarch64", "arm64", "armv8", "arm64"));

  private HeadReader() {}

  static String name(Block top) {
    return top.required("name", "name: debian", HeadReader::readName).orElse("unnamed");
  }

  private static String readName(Value value) throws Mistake {
    String name = NAME_LETTERS.read(value);
    if (name.contains("_v")) {
      throw new Mistake(
          Quoted.of(name)
              + " holds `_v`, which stands between name and version in NAME_vVERSION; write `"
              + name.replace("_v", "-v")
              + "`");
    }
    return name;
  }

  static String version(Block top) {
    Form<String> form =
        Forms.matching("[A-Za-z0-9.+~-]+", NAME_LENGTH, "use letters, digits and . + ~ -");
    return top.required("version", "version: \"1.0\"", form).orElse("0");
  }

  static Optional<String> description(Block top) {
    return top.optional("description", Forms.free(1000, true));
  }

  static List<Architecture> architectures(Block top, Architecture host) {
    List<Located<Architecture>> list =
        top.list("architectures", "architectures: [amd64]", ARCHITECTURE);
    top.problems().repeated(list, Architecture::debianName, "architecture");
    if (isEmptyList(top, "architectures")) {
      top.error("architectures", "names none; name one or leave it out for this machine's own");
    }
    List<Architecture> read = Located.values(list).stream().distinct().toList();
    return read.isEmpty() ? List.of(host) : read;
  }

  static boolean isEmptyList(Block block, String key) {
    return block.value(key).orElse(null) instanceof Value.Items items && items.values().isEmpty();
  }

  /** A host name of the image's name: lower case, what host names cannot have as hyphens. */
  static String hostnameOf(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = letters.substring(0, Math.min(letters.length(), 63));
    String trimmed = cut.replaceAll("^-+|-+$", "");
    return trimmed.isEmpty() ? "localhost" : trimmed;
  }
}
