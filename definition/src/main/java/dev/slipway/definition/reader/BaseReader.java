package dev.slipway.definition.reader;

import dev.slipway.definition.Base;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code base}. */
final class BaseReader {
  private static final String EXAMPLE = "base: {debian: bookworm}";
  static final Keys KEYS =
      Keys.of("debian", "mirror", "security", "components", "variant", "keyring", "documentation")
          .answering(
              Map.of(
                  "suite", "write `debian: bookworm`",
                  "ubuntu", "only `debian` can be built from now",
                  "arch", "`architectures` is a key of its own beside `base`"));
  private static final URI MIRROR = URI.create("http://deb.debian.org/debian");
  private static final URI SECURITY = URI.create("http://deb.debian.org/debian-security");

  /** Those that have SUITE-updates and SUITE-security. */
  private static final List<String> STABLE =
      List.of("bookworm", "trixie", "bullseye", "stable", "oldstable");

  /** What else Debian's own mirrors have. */
  private static final List<String> OTHERS = List.of("forky", "testing", "sid", "unstable");

  private static final List<String> MOVING = List.of("stable", "oldstable", "testing");

  private static final List<String> COMPONENTS =
      List.of("main", "contrib", "non-free", "non-free-firmware");

  /** Stands where none could be read, so that reading goes on. */
  static final Base DEFAULT =
      new Base(
          "bookworm",
          MIRROR,
          Optional.of(SECURITY),
          List.of("main"),
          Base.Variant.MINBASE,
          Optional.empty(),
          false);

  private final Block block;
  private final SourceFiles files;

  private BaseReader(Block block, SourceFiles files) {
    this.block = block;
    this.files = files;
  }

  static Optional<Base> read(Block top, SourceFiles files) {
    if (!top.has("base")) {
      top.problems().error(top.at("base"), "`base` is missing; for example " + EXAMPLE);
    }
    return top.block("base", KEYS, EXAMPLE).map(block -> new BaseReader(block, files).base());
  }

  private Base base() {
    String suite =
        block
            .required(
                "debian",
                "debian: bookworm",
                Forms.matching("[a-z][a-z0-9-]*(/[a-z-]+)?", 64, "write a suite, as bookworm"))
            .orElse("bookworm");
    URI mirror = block.optional("mirror", Mirrors::read).orElse(MIRROR);
    checkSuite(suite);
    Optional<URI> security =
        block.has("security")
            ? block.optional("security", Mirrors::readOrFalse).flatMap(found -> found)
            : Optional.of(SECURITY).filter(address -> STABLE.contains(suite));
    return new Base(
        suite,
        mirror,
        security,
        components(),
        block
            .optional("variant", Forms.choice(Words.of(Base.Variant.values())))
            .orElse(Base.Variant.MINBASE),
        block.optional("keyring", value -> files.file(value).path()),
        block.flag("documentation", false));
  }

  /** With a mirror of one's own, everything goes: only its owner knows what it has. */
  private void checkSuite(String suite) {
    if (MOVING.contains(suite)) {
      block
          .problems()
          .warning(
              block.at("debian"),
              "`base.debian`: "
                  + Quoted.of(suite)
                  + " becomes another release in time; name the release, as bookworm");
    }
    if (!block.has("mirror") && !STABLE.contains(suite) && !OTHERS.contains(suite)) {
      List<String> known = new ArrayList<>(STABLE);
      known.addAll(OTHERS);
      String hint = Nearest.hint(suite, known);
      block.error(
          "debian",
          Quoted.of(suite)
              + " is not a suite of Debian's mirrors"
              + (hint.isEmpty() ? "; name its `mirror` too" : hint));
    }
  }

  private List<String> components() {
    Form<String> form =
        Forms.matching("[a-z][a-z0-9-]*(/[a-z0-9-]+)*", 64, "write a component, as main");
    List<Located<String>> list = block.list("components", "components: [main, contrib]", form);
    block.problems().repeated(list, name -> name, "component");
    for (Located<String> one : list) {
      if (!block.has("mirror") && !COMPONENTS.contains(one.value())) {
        block
            .problems()
            .error(
                one.at(),
                "`base.components`: Debian has no component "
                    + Quoted.of(one.value())
                    + Nearest.hint(one.value(), COMPONENTS));
      }
    }
    if (HeadReader.isEmptyList(block, "components")) {
      block.error("components", "names none; name one or leave it out for main");
    }
    return list.isEmpty() ? List.of("main") : Located.values(list);
  }
}
