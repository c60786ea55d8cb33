package dev.slipway.release.create;

import dev.slipway.definition.source.Problems;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.directory.WholeFile;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.version.Version;
import dev.slipway.release.yaml.Keys;
import dev.slipway.release.yaml.YamlReader;
import dev.slipway.release.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** The releases of one name that a release directory has: final ones, or those for development. */
public final class ReleaseIndex {
  private final Path folder;
  private final String name;
  private final Map<String, Version> versions;

  private ReleaseIndex(Path folder, String name, Map<String, Version> versions) {
    this.folder = folder;
    this.name = name;
    this.versions = versions;
  }

  /**
   * Reads one; an empty one where there is none yet.
   *
   * @param all {@code releases} or {@code dev_releases}
   * @throws ReleaseException with all mistakes
   */
  public static ReleaseIndex read(Path all, String name) throws ReleaseException {
    Path file = all.resolve(name).resolve("index.yml");
    Map<String, Version> versions = new TreeMap<>();
    if (Files.exists(file)) {
      Problems problems = new Problems(file.toString());
      YamlReader.read(file, problems)
          .flatMap(value -> Keys.of("an index", value, problems))
          .flatMap(keys -> keys.map("builds"))
          .ifPresent(builds ->
              builds
                  .all()
                  .forEach(each -> {
                    String written =
                        Keys.of("a build", each.value(), problems)
                            .map(k -> k.need("version"))
                            .orElse("");
                    try {
                      versions.put(each.key(), Version.parse(written));
                    } catch (ReleaseException e) {
                      problems.error(each.at(), String.valueOf(e.getMessage()));
                    }
                  }));
      if (problems.hasErrors()) {
        throw new ReleaseException(problems.list());
      }
    }
    return new ReleaseIndex(all.resolve(name), name, versions);
  }

  /** The one that comes after all others. */
  public Optional<Version> newest() {
    return versions.values().stream().max(Comparator.naturalOrder());
  }

  public boolean has(Version version) {
    return versions.containsValue(version);
  }

  /** Where a version's file is. */
  public Path manifest(Version version) {
    return folder.resolve(name + "-" + version + ".yml");
  }

  /** Where a version's archive is put unless it is asked for elsewhere. */
  public Path tarball(Version version) {
    return folder.resolve(name + "-" + version + ".tgz");
  }

  /** Adds a release: first its file, then its line, without which the file is nothing. */
  void add(Version version, ReleaseManifest manifest, Supplier<UUID> ids) throws IOException {
    WholeFile.write(manifest(version), manifest.text());
    versions.put(ids.get().toString(), version);
    Map<String, Object> builds = new LinkedHashMap<>();
    versions.forEach((id, each) -> builds.put(id, Map.of("version", each.toString())));
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("builds", builds);
    index.put("format-version", "2");
    WholeFile.write(folder.resolve("index.yml"), YamlWriter.write(index));
  }
}
