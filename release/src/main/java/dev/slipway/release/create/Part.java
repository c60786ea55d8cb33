package dev.slipway.release.create;

import dev.slipway.release.digest.Digests;
import dev.slipway.release.manifest.ReleaseManifest;
import java.util.ArrayList;
import java.util.List;

/**
 * An archive that a release consists of.
 *
 * @param folder of its builds below {@code .dev_builds} and {@code .final_builds}
 * @param title for people: {@code package redis}
 */
public record Part(String folder, String title, String fingerprint, Digests digests) {
  /** All of a release. */
  public static List<Part> of(ReleaseManifest manifest) {
    List<Part> parts = new ArrayList<>();
    manifest
        .jobs()
        .forEach(j ->
            parts.add(
                new Part("jobs/" + j.name(), "job " + j.name(), j.fingerprint(), j.digests())));
    manifest.packages().forEach(p -> parts.add(of(p)));
    manifest
        .compiled()
        .forEach(c ->
            parts.add(
                new Part(
                    "compiled_packages/" + c.name(),
                    "compiled package " + c.name(),
                    c.fingerprint(),
                    c.digests())));
    manifest
        .license()
        .ifPresent(l -> parts.add(new Part("license", "licence", l.fingerprint(), l.digests())));
    return parts;
  }

  /** A package. */
  public static Part of(ReleaseManifest.PackageBuild p) {
    return new Part("packages/" + p.name(), "package " + p.name(), p.fingerprint(), p.digests());
  }
}
