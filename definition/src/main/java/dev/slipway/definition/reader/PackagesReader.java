package dev.slipway.definition.reader;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.PackageRequest;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code packages}. */
final class PackagesReader {
  private static final String EXAMPLE = "packages: [openssh-server, less]";
  static final Keys KEYS = Keys.of("name", "architectures");

  /** Debian Policy 5.6.1 and 5.6.12. */
  private static final Pattern REQUEST =
      Pattern.compile(
          "(?<name>[a-z0-9][a-z0-9+.-]+)"
              + "(?:=(?<version>[0-9A-Za-z][0-9A-Za-z.+:~-]*)|/(?<suite>[a-z][a-z0-9-]*))?");

  private static final int LONGEST = 200;

  private final Block top;
  private final List<Architecture> architectures;

  private PackagesReader(Block top, List<Architecture> architectures) {
    this.top = top;
    this.architectures = architectures;
  }

  static List<PackageRequest> read(Block top, List<Architecture> architectures) {
    PackagesReader reader = new PackagesReader(top, architectures);
    List<Located<PackageRequest>> list = top.entries("packages", EXAMPLE, reader::entry);
    for (Architecture architecture : architectures) {
      List<Located<PackageRequest>> of =
          list.stream().filter(one -> one.value().isFor(architecture)).toList();
      top.problems().repeated(of, PackageRequest::name, "package");
    }
    return Located.values(list);
  }

  private Optional<PackageRequest> entry(Value value) {
    if (!(value instanceof Value.Fields)) {
      return top.read(value, "packages", one -> request(one, List.of()));
    }
    return Block.of(value, "packages", KEYS, "{name: grub-pc-bin}", top.problems())
        .flatMap(block -> {
          List<Architecture> only = only(block);
          return block.required("name", "name: grub-pc-bin", name -> request(name, only));
        });
  }

  private List<Architecture> only(Block block) {
    List<Located<Architecture>> list =
        block.list("architectures", "architectures: [amd64]", HeadReader.ARCHITECTURE);
    block.problems().repeated(list, Architecture::debianName, "architecture");
    for (Located<Architecture> one : list) {
      if (!architectures.contains(one.value())) {
        String names = Forms.listed(architectures.stream().map(Architecture::debianName).toList());
        block
            .problems()
            .error(
                one.at(),
                "`packages.architectures`: the image is not built for `"
                    + one.value().debianName()
                    + "`, only for "
                    + names);
      }
    }
    if (HeadReader.isEmptyList(block, "architectures")) {
      block.error("architectures", "names none; name one or leave it out for all");
    }
    return Located.values(list).stream().distinct().toList();
  }

  private static PackageRequest request(Value value, List<Architecture> only) throws Mistake {
    String text = Forms.text(value);
    if (text.length() > LONGEST) {
      throw new Mistake(Quoted.of(text) + " is longer than " + LONGEST + " characters");
    }
    Matcher matcher = REQUEST.matcher(text);
    if (!matcher.matches()) {
      throw new Mistake(Quoted.of(text) + " is not a package" + hint(text));
    }
    return new PackageRequest(
        matcher.group("name"),
        Optional.ofNullable(matcher.group("version")),
        Optional.ofNullable(matcher.group("suite")),
        only);
  }

  private static String hint(String text) {
    String lower = text.toLowerCase(Locale.ROOT).strip();
    if (!lower.equals(text) && REQUEST.matcher(lower).matches()) {
      return "; did you mean `" + lower + "`?";
    }
    if (text.strip().contains(" ")) {
      return "; write one package per entry: [openssh-server, less]";
    }
    return "; write `name`, `name=version` or `name/suite` in small letters, digits and + - .";
  }
}
