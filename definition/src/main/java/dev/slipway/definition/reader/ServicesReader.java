package dev.slipway.definition.reader;

import dev.slipway.definition.Services;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Quoted;
import java.util.List;

/** Reads {@code services}. */
final class ServicesReader {
  static final Keys KEYS = Keys.of("enable", "disable");
  private static final Form<String> UNIT =
      Forms.matching(
          "[A-Za-z0-9:_.\\\\@-]+", 255, "write a systemd unit, as ssh or apt-daily.timer");

  private ServicesReader() {}

  static Services read(Block top) {
    return top.block("services", KEYS, "services: {enable: [ssh]}")
        .map(ServicesReader::of)
        .orElse(Services.NONE);
  }

  private static Services of(Block block) {
    List<Located<String>> enable = units(block, "enable");
    List<Located<String>> disable = units(block, "disable");
    List<String> enabled = Located.values(enable);
    for (Located<String> one : disable) {
      if (enabled.contains(one.value())) {
        block
            .problems()
            .error(
                one.at(),
                "`services.disable`: " + Quoted.of(one.value()) + " is in `enable` too; keep one");
      }
    }
    return new Services(enabled, Located.values(disable));
  }

  private static List<Located<String>> units(Block block, String key) {
    List<Located<String>> units =
        block.list(key, key + ": [ssh]", value -> Services.unit(UNIT.read(value)));
    block.problems().repeated(units, name -> name, "service");
    return units;
  }
}
