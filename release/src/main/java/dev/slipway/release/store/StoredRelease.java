package dev.slipway.release.store;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.Part.Kind;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.manifest.ReleaseManifest.CompiledBuild;
import dev.slipway.release.manifest.ReleaseManifest.JobBuild;
import dev.slipway.release.manifest.ReleaseManifest.LicenseBuild;
import dev.slipway.release.manifest.ReleaseManifest.PackageBuild;
import dev.slipway.release.version.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A release that a store has.
 *
 * @param changed whether it was made of changes that were not committed
 * @param compressed whether it came gzipped
 * @param created when it came into the store
 */
public record StoredRelease(
    String name,
    Version version,
    String commit,
    boolean changed,
    boolean compressed,
    Instant created,
    List<StoredPart> parts) {
  public StoredRelease {
    parts = List.copyOf(parts);
  }

  /** For people: {@code redis/1+dev.2}. */
  public String title() {
    return name + "/" + version;
  }

  /** Its parts of a kind. */
  public List<Part> parts(Kind kind) {
    return all().filter(p -> p.kind() == kind).toList();
  }

  private Stream<Part> all() {
    return parts.stream().map(StoredPart::part);
  }

  /** What its compiled packages were compiled on. */
  public Set<String> stemcells() {
    Set<String> found = new TreeSet<>();
    parts(Kind.COMPILED).forEach(p -> found.add(p.stemcell()));
    return found;
  }

  /**
   * Its {@code release.MF}, as it came.
   *
   * @throws ReleaseException with {@link Code#INVALID} where it came compiled for several systems
   *     and never as sources
   */
  public ReleaseManifest manifest() throws ReleaseException {
    List<Part> sources = parts(Kind.PACKAGE);
    if (sources.isEmpty() && stemcells().size() > 1) {
      throw new ReleaseException(
          Code.INVALID,
          title()
              + " has no sources, and is compiled for "
              + String.join(", ", stemcells())
              + "; choose one with `slipway release export "
              + title()
              + " OS/VERSION`");
    }
    return manifest(all().filter(p -> sources.isEmpty() || p.kind() != Kind.COMPILED).toList());
  }

  /** The {@code release.MF} of a release that has these of its parts. */
  ReleaseManifest manifest(Collection<Part> chosen) {
    return new ReleaseManifest(
        name,
        version.toString(),
        commit,
        changed,
        of(chosen, Kind.JOB)
            .map(p -> new JobBuild(p.name(), p.fingerprint(), p.digests(), p.needs()))
            .toList(),
        of(chosen, Kind.PACKAGE)
            .map(p -> new PackageBuild(p.name(), p.fingerprint(), p.digests(), p.needs()))
            .toList(),
        of(chosen, Kind.COMPILED)
            .map(p ->
                new CompiledBuild(p.name(), p.fingerprint(), p.digests(), p.stemcell(), p.needs()))
            .toList(),
        of(chosen, Kind.LICENSE)
            .map(p -> new LicenseBuild(p.fingerprint(), p.digests()))
            .findFirst(),
        compressed);
  }

  private static Stream<Part> of(Collection<Part> parts, Kind kind) {
    return parts.stream().filter(p -> p.kind() == kind);
  }
}
