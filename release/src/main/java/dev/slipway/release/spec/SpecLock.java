package dev.slipway.release.spec;

import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.yaml.Keys;
import dev.slipway.release.yaml.YamlReader;
import dev.slipway.release.yaml.YamlWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vendored package's {@code spec.lock}: it comes from another release, as one of its builds.
 *
 * @param fingerprint which build
 * @param dependencies names of packages, vendored too
 */
public record SpecLock(String name, String fingerprint, List<Located<String>> dependencies) {
  private static final List<String> KEYS =
      List.of("name", "fingerprint", "dependencies", "package_versions");

  public SpecLock {
    dependencies = List.copyOf(dependencies);
  }

  /** Reads one; empty where it cannot be, which is said to the problems. */
  public static Optional<SpecLock> read(Path file, Problems problems) {
    return YamlReader.read(file, problems)
        .flatMap(value -> Keys.of("a spec.lock", value, problems))
        .map(keys ->
            new SpecLock(
                keys.only(KEYS).need("name"),
                keys.need("fingerprint"),
                keys.texts("dependencies")));
  }

  /** As it is written. */
  public String text() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("fingerprint", fingerprint);
    if (!dependencies.isEmpty()) {
      map.put("dependencies", Located.values(dependencies));
    }
    return YamlWriter.write(map);
  }
}
