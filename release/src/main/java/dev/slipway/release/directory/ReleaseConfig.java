package dev.slipway.release.directory;

import dev.slipway.definition.Position;
import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.yaml.Keys;
import dev.slipway.release.yaml.YamlReader;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code config/final.yml} and {@code config/private.yml} say.
 *
 * @param name of the release
 * @param blobstore where blobs and final builds are; empty where none is configured
 * @param compressed whether archives are compressed
 */
public record ReleaseConfig(String name, Optional<BlobstoreConfig> blobstore, boolean compressed) {
  /**
   * A blob store's configuration.
   *
   * @param provider {@code local}, {@code s3}, {@code dav}
   * @param options of both files, those of private.yml before those of final.yml; secrets are among
   *     them. One within another has a dot in its name.
   */
  public record BlobstoreConfig(String provider, Map<String, String> options) {
    public BlobstoreConfig {
      options = Map.copyOf(options);
    }

    @Override
    public String toString() {
      return "blob store " + provider;
    }
  }

  /**
   * Reads both files.
   *
   * @throws ReleaseException with all mistakes
   */
  public static ReleaseConfig read(ReleaseDirectory directory) throws ReleaseException {
    Problems problems = new Problems(directory.finalConfig().toString());
    Optional<Keys> keys =
        YamlReader.read(directory.finalConfig(), problems)
            .flatMap(value -> Keys.of("the configuration", value, problems));
    String name = keys.map(k -> name(k, problems)).orElse("");
    Optional<Keys> store = keys.flatMap(k -> k.map("blobstore"));
    String provider = store.map(s -> s.need("provider")).orElse("");
    Map<String, String> options = new TreeMap<>();
    store.ifPresent(s -> options.putAll(options(s, problems)));
    boolean plain = keys.map(k -> k.flag("no_compression")).orElse(false);
    if (problems.hasErrors() || keys.isEmpty()) {
      if (!problems.hasErrors()) {
        problems.error(Position.WHOLE_FILE, "is empty; write `name: NAME`");
      }
      throw new ReleaseException(problems.list());
    }
    options.putAll(secret(directory));
    return new ReleaseConfig(
        name,
        provider.isEmpty() ? Optional.empty() : Optional.of(new BlobstoreConfig(provider, options)),
        !plain);
  }

  private static String name(Keys keys, Problems problems) {
    Optional<String> name = keys.text("name");
    Optional<String> old = keys.text("final_name");
    if (name.isPresent() && old.isPresent()) {
      problems.error(keys.at(), "has both `name` and `final_name`; keep `name`");
    }
    return name.or(() -> old).orElseGet(() -> keys.need("name"));
  }

  private static Map<String, String> secret(ReleaseDirectory directory) throws ReleaseException {
    if (!Files.exists(directory.privateConfig())) {
      return Map.of();
    }
    Problems problems = new Problems(directory.privateConfig().toString());
    Map<String, String> options =
        YamlReader.read(directory.privateConfig(), problems)
            .flatMap(value -> Keys.of("the private configuration", value, problems))
            .flatMap(k -> k.map("blobstore"))
            .map(s -> options(s, problems))
            .orElse(Map.of());
    if (problems.hasErrors()) {
      throw new ReleaseException(problems.list());
    }
    return options;
  }

  private static Map<String, String> options(Keys store, Problems problems) {
    Map<String, String> options = new TreeMap<>();
    store.map("options").ifPresent(all -> options("", all.all(), options, problems));
    return options;
  }

  /** Those within others get names with dots: {@code tls.cert.ca}. */
  private static void options(
      String prefix, List<Value.Field> fields, Map<String, String> options, Problems problems) {
    for (Value.Field each : fields) {
      String name = prefix + each.key();
      switch (each.value()) {
        case Value.Scalar one when one.isNothing() -> {}
        case Value.Scalar one -> options.put(name, one.written());
        case Value.Fields map -> options(name + ".", map.fields(), options, problems);
        case Value.Items list ->
            problems.error(each.at(), "option `" + name + "` is " + list.kind());
      }
    }
  }
}
