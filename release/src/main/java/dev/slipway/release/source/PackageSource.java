package dev.slipway.release.source;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.source.SourceFile.Part;
import dev.slipway.release.spec.PackageSpec;
import dev.slipway.release.spec.SpecLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A package in a release directory.
 *
 * @param dependencies names of packages that have to be compiled before
 * @param files what goes into its archive; of a vendored one none
 * @param vendored the fingerprint of the build that it is, where it comes from another release
 */
public record PackageSource(
    String name,
    List<Located<String>> dependencies,
    List<SourceFile> files,
    Optional<String> vendored) {
  private static final String PACKAGING = "packaging";
  private static final String PRE_PACKAGING = "pre_packaging";

  public PackageSource {
    dependencies = List.copyOf(dependencies);
    files = List.copyOf(files);
  }

  /** The script that changes its files before they are archived, if it has one. */
  public Optional<SourceFile> prePackaging() {
    return files.stream()
        .filter(f -> f.part() == Part.SCRIPT && f.name().equals(PRE_PACKAGING))
        .findFirst();
  }

  /** The names of the packages that have to be compiled before. */
  public List<String> dependencyNames() {
    return Located.values(dependencies);
  }

  /** Its build's name: of what is in it, or of the build that it is. */
  public String fingerprint() throws IOException {
    return vendored.isPresent() ? vendored.get() : Fingerprint.of(files, dependencyNames());
  }

  /**
   * Reads a package's folder.
   *
   * @param problems of its spec or spec.lock
   * @return empty where it cannot be read, which is said to the problems
   */
  public static Optional<PackageSource> read(
      ReleaseDirectory directory, Path folder, Problems problems) throws IOException {
    Path lock = folder.resolve("spec.lock");
    if (Files.exists(lock)) {
      return SpecLock.read(lock, problems)
          .map(l ->
              new PackageSource(
                  l.name(), l.dependencies(), List.of(), Optional.of(l.fingerprint())));
    }
    Optional<PackageSpec> spec = PackageSpec.read(folder.resolve("spec"), problems);
    if (spec.isEmpty()) {
      return Optional.empty();
    }
    List<SourceFile> files = new ArrayList<>();
    for (String script : List.of(PACKAGING, PRE_PACKAGING)) {
      Path path = folder.resolve(script);
      if (Files.isRegularFile(path)) {
        files.add(new SourceFile(path, script, Part.SCRIPT));
      } else if (script.equals(PACKAGING)) {
        problems.error(
            Position.WHOLE_FILE, "there is no `packaging` beside it; write how it is compiled");
      }
    }
    files.addAll(matched(directory, spec.get(), problems).values());
    return Optional.of(
        new PackageSource(spec.get().name(), spec.get().dependencies(), files, Optional.empty()));
  }

  private static Map<String, SourceFile> matched(
      ReleaseDirectory directory, PackageSpec spec, Problems problems) throws IOException {
    Map<String, SourceFile> files = new TreeMap<>();
    for (Located<String> pattern : spec.files()) {
      int found = 0;
      boolean understood = true;
      for (Path below : List.of(directory.src(), directory.blobs())) {
        Optional<Set<String>> names = Glob.files(below, pattern.value());
        understood &= names.isPresent();
        found += names.orElse(Set.of()).size();
        names
            .orElse(Set.of())
            .forEach(n -> files.putIfAbsent(n, new SourceFile(below.resolve(n), n, Part.PACKAGED)));
      }
      if (!understood) {
        noPattern(pattern, problems);
      } else if (found == 0) {
        problems.error(
            pattern.at(),
            "no file in src or blobs matches `"
                + pattern.value()
                + "`; put it there, fetch it with `slipway release sync-blobs`, or mend the"
                + " pattern");
      }
    }
    for (Located<String> pattern : spec.excluded()) {
      boolean understood = true;
      for (Path below : List.of(directory.src(), directory.blobs())) {
        Optional<Set<String>> names = Glob.files(below, pattern.value());
        understood &= names.isPresent();
        names.orElse(Set.of()).forEach(files::remove);
      }
      if (!understood) {
        noPattern(pattern, problems);
      }
    }
    for (String script : List.of(PACKAGING, PRE_PACKAGING)) {
      if (files.containsKey(script)) {
        problems.error(
            Position.WHOLE_FILE,
            "its files have a `" + script + "` of their own; the package's has that name");
      }
    }
    return files;
  }

  private static void noPattern(Located<String> pattern, Problems problems) {
    problems.error(
        pattern.at(),
        "`"
            + pattern.value()
            + "` is not a pattern of files below src and blobs; check its"
            + " brackets, and leave `..` out");
  }
}
