package dev.slipway.release.manifest;

import dev.slipway.release.digest.Digests;
import java.util.ArrayList;
import java.util.List;

/**
 * Something of a release that has an archive of its own.
 *
 * @param name of the job or the package; {@code license} for the licence
 * @param needs names of packages: those of a job, or those that a package is compiled after
 * @param stemcell what a compiled package was compiled on; empty for all others
 */
public record Part(
    Kind kind,
    String name,
    String fingerprint,
    Digests digests,
    List<String> needs,
    String stemcell) {
  private static final String LICENSE = "license";

  public Part {
    needs = List.copyOf(needs);
  }

  /** What an archive holds. */
  public enum Kind {
    JOB("job", "jobs/"),
    PACKAGE("package", "packages/"),
    COMPILED("compiled package", "compiled_packages/"),
    LICENSE("licence", "");

    private final String word;
    private final String folder;

    Kind(String word, String folder) {
      this.word = word;
      this.folder = folder;
    }

    /** For people. */
    public String word() {
      return word;
    }
  }

  /** Where it is in a release's tarball: {@code jobs/redis.tgz}. */
  public String entry() {
    return kind.folder + name + ".tgz";
  }

  /** For people: {@code job redis}. */
  public String title() {
    return kind == Kind.LICENSE ? kind.word : kind.word + " " + name;
  }

  /** The same with other checksums: those of another archive of the same build. */
  public Part with(Digests other) {
    return new Part(kind, name, fingerprint, other, needs, stemcell);
  }

  /** All of a release, in its order. */
  public static List<Part> of(ReleaseManifest release) {
    List<Part> parts = new ArrayList<>();
    release
        .jobs()
        .forEach(j ->
            parts.add(
                new Part(Kind.JOB, j.name(), j.fingerprint(), j.digests(), j.packages(), "")));
    release
        .packages()
        .forEach(p ->
            parts.add(
                new Part(
                    Kind.PACKAGE, p.name(), p.fingerprint(), p.digests(), p.dependencies(), "")));
    release
        .compiled()
        .forEach(c ->
            parts.add(
                new Part(
                    Kind.COMPILED,
                    c.name(),
                    c.fingerprint(),
                    c.digests(),
                    c.dependencies(),
                    c.stemcell())));
    release
        .license()
        .ifPresent(l ->
            parts.add(
                new Part(Kind.LICENSE, LICENSE, l.fingerprint(), l.digests(), List.of(), "")));
    return parts;
  }
}
