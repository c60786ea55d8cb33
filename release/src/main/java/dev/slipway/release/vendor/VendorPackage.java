package dev.slipway.release.vendor;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Nearest;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.create.FetchParts;
import dev.slipway.release.create.FinalBuilds;
import dev.slipway.release.create.Part;
import dev.slipway.release.create.ReleaseIndex;
import dev.slipway.release.directory.ReleaseConfig;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.directory.WholeFile;
import dev.slipway.release.manifest.ManifestReader;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.manifest.ReleaseManifest.PackageBuild;
import dev.slipway.release.spec.SpecLock;
import dev.slipway.release.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes a package of another release's newest version, and all that it needs, into a release
 * directory: as builds of that release, which stay the same whatever becomes of their sources.
 */
public final class VendorPackage {
  private final ReleaseDirectory source;
  private final ReleaseDirectory target;
  private final FetchParts archives;
  private final FinalBuilds builds;

  /**
   * From one release directory into another.
   *
   * @param archives of the source
   * @param builds of the target
   */
  public VendorPackage(
      ReleaseDirectory source, ReleaseDirectory target, FetchParts archives, FinalBuilds builds) {
    this.source = source;
    this.target = target;
    this.archives = archives;
    this.builds = builds;
  }

  /**
   * Takes a package. What was vendored before is brought up to date.
   *
   * @return all packages that were taken, those first that others need
   * @throws ReleaseException with {@link Code#UNKNOWN} where the other release has no such package,
   *     {@link Code#CONFLICT} where this one has a package of its own of that name
   */
  public List<String> take(String name) throws IOException, InterruptedException {
    ReleaseManifest manifest = newest();
    Map<String, PackageBuild> all =
        manifest.packages().stream().collect(Collectors.toMap(PackageBuild::name, p -> p));
    Map<String, PackageBuild> wanted = new LinkedHashMap<>();
    collect(name, all, new HashSet<>(), wanted, manifest);
    for (String each : wanted.keySet()) {
      Path folder = target.packages().resolve(each);
      if (Files.exists(folder) && !Files.exists(folder.resolve("spec.lock"))) {
        throw new ReleaseException(
            Code.CONFLICT,
            folder
                + " is a package of this release's own; move it away to have that of "
                + manifest.name());
      }
    }
    archives.fetch(wanted.values().stream().map(Part::of).toList());
    for (PackageBuild each : wanted.values()) {
      // Last what makes it a package of this release: without its build it would be none.
      builds.keep(Part.of(each));
      WholeFile.write(
          target.packages().resolve(each.name()).resolve("spec.lock"), lock(each).text());
    }
    return List.copyOf(wanted.keySet());
  }

  private ReleaseManifest newest() throws ReleaseException {
    String name = ReleaseConfig.read(source).name();
    ReleaseIndex dev = ReleaseIndex.read(source.devReleases(), name);
    ReleaseIndex ended = ReleaseIndex.read(source.finalReleases(), name);
    Optional<Version> newestDev = dev.newest();
    Optional<Version> newestFinal = ended.newest();
    if (newestDev.isEmpty() && newestFinal.isEmpty()) {
      throw new ReleaseException(
          Code.UNKNOWN,
          source.root()
              + " has no releases to take a package from; make one there with `slipway release"
              + " create`");
    }
    boolean isDev =
        newestFinal.isEmpty()
            || (newestDev.isPresent() && newestDev.get().compareTo(newestFinal.get()) >= 0);
    return ManifestReader.read(
        isDev ? dev.manifest(newestDev.orElseThrow()) : ended.manifest(newestFinal.orElseThrow()));
  }

  private static void collect(
      String name,
      Map<String, PackageBuild> all,
      Set<String> seen,
      Map<String, PackageBuild> wanted,
      ReleaseManifest manifest)
      throws ReleaseException {
    PackageBuild one = all.get(name);
    if (one == null) {
      throw new ReleaseException(
          Code.UNKNOWN,
          "release "
              + manifest.name()
              + "/"
              + manifest.version()
              + " has no package `"
              + name
              + "`"
              + Nearest.hint(name, all.keySet()));
    }
    if (!seen.add(name)) {
      return;
    }
    for (String needed : one.dependencies()) {
      collect(needed, all, seen, wanted, manifest);
    }
    wanted.put(name, one);
  }

  private static SpecLock lock(PackageBuild build) {
    List<Located<String>> needed =
        build.dependencies().stream().map(d -> new Located<>(d, Position.WHOLE_FILE)).toList();
    return new SpecLock(build.name(), build.fingerprint(), needed);
  }
}
