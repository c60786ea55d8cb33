package dev.slipway.server.config;

import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Position;
import dev.slipway.definition.reader.Entries;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gathers settings from where they may come, the weakest first: what is added later wins. Mistakes
 * are gathered too.
 */
final class Layers {
  private final Schema schema;
  private final Path folder;
  private final Map<String, Given> values = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  /**
   * Nothing but what settings are by themselves.
   *
   * @param folder what relative paths start from that are not in a file
   */
  Layers(Schema schema, Path folder) {
    this.schema = schema;
    this.folder = folder;
    for (Setting each : schema.settings()) {
      each.otherwise()
          .ifPresent(
              t -> values.put(each.name(), new Given(each.name(), each, t, "default", folder)));
    }
  }

  /** What a YAML file says; its relative paths start from its folder. */
  Layers file(Path file) {
    Problems problems = new Problems(file.toString());
    List<Given> layer = new ArrayList<>();
    Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(folder);
    for (Entries.Entry entry : Entries.read(file, problems)) {
      Optional<Schema.Found> found = schema.find(Located.values(entry.keys()));
      if (found.isEmpty()) {
        Located<String> unknown = schema.unknown(entry.keys());
        problems.error(unknown.at(), unknown.value());
      } else if (entry.texts().isEmpty()) {
        problems.error(entry.at(), "`" + found.get().name() + "` has no value; leave the key out");
      } else {
        String text = String.join(",", entry.texts());
        Setting setting = found.get().setting();
        Optional<String> wrong =
            entry.list() && !setting.kind().equals(Kinds.ARCHITECTURES)
                ? Optional.of("a list stands where one value does")
                : setting.kind().wrong(text);
        wrong.ifPresent(w -> problems.error(entry.at(), "`" + found.get().name() + "`: " + w));
        String origin = file + ":" + entry.at().line() + ":" + entry.at().column();
        layer.add(new Given(found.get().name(), setting, text, origin, base));
      }
    }
    problems.list().stream().distinct().map(Diagnostic::toString).forEach(faults::add);
    return add(layer);
  }

  /** What the environment says. */
  Layers environment(Map<String, String> environment) {
    List<Given> layer = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach((variable, text) -> {
          if (variable.startsWith(schema.prefix())) {
            schema
                .variable(variable)
                .ifPresentOrElse(
                    found -> layer.add(checked(found, text, variable)),
                    () -> fault(variable, schema.unknownVariable(variable)));
          }
        });
    return add(layer);
  }

  /** What flags say, by the names of their settings. */
  Layers flags(Map<String, Flag> flags) {
    List<Given> layer = new ArrayList<>();
    flags.forEach((name, flag) ->
        schema
            .find(Arrays.asList(name.split("\\.", -1)))
            .ifPresentOrElse(
                found -> layer.add(checked(found, flag.text(), flag.name())),
                () -> fault(flag.name(), unknown(name))));
    return add(layer);
  }

  private String unknown(String name) {
    return schema
        .unknown(
            Arrays.stream(name.split("\\.", -1))
                .map(k -> new Located<>(k, Position.WHOLE_FILE))
                .toList())
        .value();
  }

  private Given checked(Schema.Found found, String text, String origin) {
    found.setting().kind().wrong(text).ifPresent(w -> fault(origin, w));
    return new Given(found.name(), found.setting(), text, origin, folder);
  }

  /** A secret and the file with it take each other's place. */
  private Layers add(List<Given> layer) {
    for (Given each : layer) {
      Optional<Given> rival = layer.stream().filter(g -> g.name().equals(rival(each))).findFirst();
      if (rival.isPresent() && each.setting().isSecret()) {
        fault(each.origin(), "`" + rival.get().name() + "` is given too; keep one of them");
      }
      values.remove(rival(each));
      values.put(each.name(), each);
    }
    return this;
  }

  private static String rival(Given given) {
    return given.name().endsWith(Setting.FILE)
        ? given.name().substring(0, given.name().length() - Setting.FILE.length())
        : given.name() + Setting.FILE;
  }

  private void fault(String origin, String message) {
    faults.add(origin + ": error: " + message);
  }

  /** What came of it. Readers go on with it, and add their own faults. */
  Effective effective() {
    return new Effective(schema, values, faults);
  }
}
