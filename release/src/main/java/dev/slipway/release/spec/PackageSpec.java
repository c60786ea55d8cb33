package dev.slipway.release.spec;

import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.yaml.Keys;
import dev.slipway.release.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A package's {@code spec}.
 *
 * @param dependencies names of packages that have to be compiled before
 * @param files patterns of files below src and blobs
 * @param excluded patterns of files that are not in it though a pattern matches them
 */
public record PackageSpec(
    String name,
    List<Located<String>> dependencies,
    List<Located<String>> files,
    List<Located<String>> excluded) {
  private static final List<String> KEYS =
      List.of("name", "dependencies", "files", "excluded_files");

  public PackageSpec {
    dependencies = List.copyOf(dependencies);
    files = List.copyOf(files);
    excluded = List.copyOf(excluded);
  }

  /** Reads one; empty where it cannot be, which is said to the problems. */
  public static Optional<PackageSpec> read(Path file, Problems problems) {
    return YamlReader.read(file, problems)
        .flatMap(value -> Keys.of("a package's spec", value, problems))
        .map(keys ->
            new PackageSpec(
                keys.only(KEYS).need("name"),
                keys.texts("dependencies"),
                keys.texts("files"),
                keys.texts("excluded_files")));
  }
}
