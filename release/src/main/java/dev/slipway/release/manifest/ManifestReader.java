package dev.slipway.release.manifest;

import dev.slipway.definition.Position;
import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.manifest.ReleaseManifest.CompiledBuild;
import dev.slipway.release.manifest.ReleaseManifest.JobBuild;
import dev.slipway.release.manifest.ReleaseManifest.LicenseBuild;
import dev.slipway.release.manifest.ReleaseManifest.PackageBuild;
import dev.slipway.release.version.Version;
import dev.slipway.release.yaml.Keys;
import dev.slipway.release.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code release.MF}, and the files that list a release's builds. */
public final class ManifestReader {
  /** Names become paths. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,254}");

  private final Problems problems;

  private ManifestReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @throws ReleaseException with all mistakes
   */
  public static ReleaseManifest read(Path file) throws ReleaseException {
    Problems problems = new Problems(file.toString());
    return read(YamlReader.read(file, problems), problems);
  }

  /**
   * The same of bytes that are there already.
   *
   * @param what they are, for messages: {@code release.MF of redis.tgz}
   */
  public static ReleaseManifest read(byte[] bytes, String what) throws ReleaseException {
    Problems problems = new Problems(what);
    return read(YamlReader.read(bytes, problems), problems);
  }

  private static ReleaseManifest read(Optional<Value> value, Problems problems)
      throws ReleaseException {
    Optional<ReleaseManifest> read =
        value
            .flatMap(v -> Keys.of("a release", v, problems))
            .map(keys -> new ManifestReader(problems).manifest(keys));
    if (read.isEmpty() && !problems.hasErrors()) {
      problems.error(Position.WHOLE_FILE, "is empty");
    }
    if (problems.hasErrors()) {
      throw new ReleaseException(problems.list());
    }
    return read.orElseThrow();
  }

  private ReleaseManifest manifest(Keys keys) {
    ReleaseManifest manifest =
        new ReleaseManifest(
            name(keys),
            version(keys),
            keys.text("commit_hash").orElse(""),
            keys.flag("uncommitted_changes"),
            each(keys, "jobs", "a job", this::job),
            each(keys, "packages", "a package", this::onePackage),
            each(keys, "compiled_packages", "a compiled package", this::compiled),
            keys.map("license").flatMap(this::license),
            !keys.flag("no_compression"));
    return manifest;
  }

  private <T> List<T> each(Keys keys, String key, String what, Function<Keys, Optional<T>> read) {
    List<Located<T>> found = new ArrayList<>();
    List<Located<String>> names = new ArrayList<>();
    for (Value value : keys.items(key)) {
      Optional<Keys> map = Keys.of(what, value, problems);
      map.flatMap(read).ifPresent(one -> found.add(new Located<>(one, value.at())));
      map.flatMap(m -> m.text("name")).ifPresent(n -> names.add(new Located<>(n, value.at())));
    }
    problems.repeated(names, Function.identity(), what + " named");
    return Located.values(found);
  }

  private Optional<JobBuild> job(Keys keys) {
    return digests(keys)
        .map(d -> new JobBuild(name(keys), fingerprint(keys), d, texts(keys, "packages")));
  }

  private Optional<PackageBuild> onePackage(Keys keys) {
    return digests(keys)
        .map(d -> new PackageBuild(name(keys), fingerprint(keys), d, texts(keys, "dependencies")));
  }

  private Optional<CompiledBuild> compiled(Keys keys) {
    return digests(keys)
        .map(d ->
            new CompiledBuild(
                name(keys),
                fingerprint(keys),
                d,
                keys.need("stemcell"),
                texts(keys, "dependencies")));
  }

  private Optional<LicenseBuild> license(Keys keys) {
    return digests(keys).map(d -> new LicenseBuild(fingerprint(keys), d));
  }

  private static List<String> texts(Keys keys, String key) {
    return Located.values(keys.texts(key));
  }

  private String name(Keys keys) {
    return word(keys, keys.need("name"));
  }

  private String fingerprint(Keys keys) {
    String written = keys.text("fingerprint").orElseGet(() -> keys.need("version"));
    return word(keys, written);
  }

  private String word(Keys keys, String word) {
    if (!word.isEmpty() && !NAME.matcher(word).matches()) {
      problems.error(
          keys.at(), "`" + word + "` cannot be the name of a file, and would have to become one");
    }
    return word;
  }

  private String version(Keys keys) {
    String written = keys.need("version");
    try {
      return written.isEmpty() ? written : Version.parse(written).toString();
    } catch (ReleaseException e) {
      problems.error(keys.at(), String.valueOf(e.getMessage()));
      return written;
    }
  }

  private Optional<Digests> digests(Keys keys) {
    try {
      String written = keys.need("sha1");
      return written.isEmpty() ? Optional.empty() : Optional.of(Digests.parse(written));
    } catch (ReleaseException e) {
      problems.error(keys.at(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
