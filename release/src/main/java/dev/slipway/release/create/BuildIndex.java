package dev.slipway.release.create;

import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.directory.WholeFile;
import dev.slipway.release.yaml.Keys;
import dev.slipway.release.yaml.YamlReader;
import dev.slipway.release.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The builds of one job, one package or the licence: an {@code index.yml} in their folder. */
public final class BuildIndex {
  private final Path file;
  private final Map<String, Build> builds;

  private BuildIndex(Path file, Map<String, Build> builds) {
    this.file = file;
    this.builds = builds;
  }

  /**
   * A build.
   *
   * @param blob its archive's id in the blob store; of final builds only
   */
  public record Build(Optional<String> blob, Digests digests) {}

  /**
   * Reads one; one without builds where there is none yet.
   *
   * @param folder its own: {@code .dev_builds/jobs/redis}
   * @throws ReleaseException with all mistakes
   */
  public static BuildIndex read(Path folder) throws ReleaseException {
    Path file = folder.resolve("index.yml");
    Map<String, Build> builds = new TreeMap<>();
    if (Files.exists(file)) {
      Problems problems = new Problems(file.toString());
      YamlReader.read(file, problems)
          .flatMap(value -> Keys.of("an index", value, problems))
          .flatMap(keys -> keys.map("builds"))
          .ifPresent(all -> all.all().forEach(each -> build(each, problems, builds)));
      if (problems.hasErrors()) {
        throw new ReleaseException(problems.list());
      }
    }
    return new BuildIndex(file, builds);
  }

  private static void build(Value.Field field, Problems problems, Map<String, Build> builds) {
    Optional<Keys> keys = Keys.of("a build", field.value(), problems);
    if (keys.isEmpty()) {
      return;
    }
    try {
      Digests digests = Digests.parse(keys.get().need("sha1"));
      // The key is not always the fingerprint: old clients wrote a number there.
      String fingerprint = keys.get().text("version").orElse(field.key());
      builds.put(fingerprint, new Build(keys.get().text("blobstore_id"), digests));
    } catch (ReleaseException e) {
      problems.error(field.at(), String.valueOf(e.getMessage()));
    }
  }

  /** A build by its fingerprint. */
  public Optional<Build> find(String fingerprint) {
    return Optional.ofNullable(builds.get(fingerprint));
  }

  /** Adds a build, or changes what is known of it, and writes the file anew. */
  void put(String fingerprint, Build build) throws IOException {
    builds.put(fingerprint, build);
    Map<String, Object> entries = new LinkedHashMap<>();
    builds.forEach((name, each) -> entries.put(name, fields(name, each)));
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("builds", entries);
    index.put("format-version", "2");
    WholeFile.write(file, YamlWriter.write(index));
  }

  private static Map<String, Object> fields(String fingerprint, Build build) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", fingerprint);
    build.blob().ifPresent(id -> fields.put("blobstore_id", id));
    fields.put("sha1", build.digests().toString());
    return fields;
  }
}
