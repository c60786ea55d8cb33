package dev.slipway.release.manifest;

import dev.slipway.release.digest.Digests;
import dev.slipway.release.yaml.YamlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a release consists of: its {@code release.MF}, and its file in {@code releases} or {@code
 * dev_releases}.
 *
 * @param commit the source's commit; {@code non-git} and {@code empty} where there is none
 * @param changed whether there were changes that were not committed
 * @param compiled packages that are compiled already; a release has these or {@code packages}
 * @param compressed whether it and its archives are gzipped; otherwise they are tars
 */
public record ReleaseManifest(
    String name,
    String version,
    String commit,
    boolean changed,
    List<JobBuild> jobs,
    List<PackageBuild> packages,
    List<CompiledBuild> compiled,
    Optional<LicenseBuild> license,
    boolean compressed) {
  public ReleaseManifest {
    jobs = List.copyOf(jobs);
    packages = List.copyOf(packages);
    compiled = List.copyOf(compiled);
  }

  /** One that is gzipped. */
  public ReleaseManifest(
      String name,
      String version,
      String commit,
      boolean changed,
      List<JobBuild> jobs,
      List<PackageBuild> packages,
      List<CompiledBuild> compiled,
      Optional<LicenseBuild> license) {
    this(name, version, commit, changed, jobs, packages, compiled, license, true);
  }

  /** A job's build; {@code packages} are those that it needs at run time. */
  public record JobBuild(String name, String fingerprint, Digests digests, List<String> packages) {
    public JobBuild {
      packages = List.copyOf(packages);
    }
  }

  /** A package's build; {@code dependencies} have to be compiled before it. */
  public record PackageBuild(
      String name, String fingerprint, Digests digests, List<String> dependencies) {
    public PackageBuild {
      dependencies = List.copyOf(dependencies);
    }
  }

  /**
   * A compiled package.
   *
   * @param stemcell what it was compiled on: {@code ubuntu-jammy/1.200}
   */
  public record CompiledBuild(
      String name,
      String fingerprint,
      Digests digests,
      String stemcell,
      List<String> dependencies) {
    public CompiledBuild {
      dependencies = List.copyOf(dependencies);
    }
  }

  /** The licence's build. */
  public record LicenseBuild(String fingerprint, Digests digests) {}

  /** As the BOSH client writes it, with the same keys in the same order. */
  public String text() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("version", version);
    map.put("commit_hash", commit);
    map.put("uncommitted_changes", changed);
    if (!jobs.isEmpty()) {
      map.put("jobs", jobs.stream().map(ReleaseManifest::fields).toList());
    }
    if (!packages.isEmpty()) {
      map.put("packages", packages.stream().map(ReleaseManifest::fields).toList());
    }
    if (!compiled.isEmpty()) {
      map.put("compiled_packages", compiled.stream().map(ReleaseManifest::fields).toList());
    }
    license.ifPresent(l -> map.put("license", build(l.fingerprint(), l.digests())));
    if (!compressed) {
      map.put("no_compression", true);
    }
    return YamlWriter.write(map);
  }

  private static Map<String, Object> fields(JobBuild job) {
    Map<String, Object> map = named(job.name(), job.fingerprint(), job.digests());
    map.put("packages", job.packages());
    return map;
  }

  private static Map<String, Object> fields(PackageBuild one) {
    Map<String, Object> map = named(one.name(), one.fingerprint(), one.digests());
    map.put("dependencies", one.dependencies());
    return map;
  }

  private static Map<String, Object> fields(CompiledBuild one) {
    Map<String, Object> map = named(one.name(), one.fingerprint(), one.digests());
    map.put("stemcell", one.stemcell());
    map.put("dependencies", one.dependencies());
    return map;
  }

  private static Map<String, Object> named(String name, String fingerprint, Digests digests) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.putAll(build(fingerprint, digests));
    return map;
  }

  /** A build's version is its fingerprint; the checksum's key is called {@code sha1} always. */
  private static Map<String, Object> build(String fingerprint, Digests digests) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", fingerprint);
    map.put("fingerprint", fingerprint);
    map.put("sha1", digests.toString());
    return map;
  }
}
