package dev.slipway.release.verify;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.manifest.PackageOrder;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.ReleaseManifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that what a release.MF says of its parts fits together. */
public final class ManifestCheck {
  private ManifestCheck() {}

  /**
   * Finds packages that are not there, and those that need each other.
   *
   * @param place the file's name for messages: {@code redis.tgz/release.MF}
   */
  public static Verification check(ReleaseManifest release, String place) {
    Problems problems = new Problems(place);
    check(Part.of(release), problems);
    return new Verification(problems.list());
  }

  static void check(List<Part> parts, Problems problems) {
    Map<String, List<String>> packages = new HashMap<>();
    for (Part each : parts) {
      if (each.kind() == Part.Kind.PACKAGE || each.kind() == Part.Kind.COMPILED) {
        packages.put(each.name(), each.needs());
      }
    }
    for (Part each : parts) {
      for (String needed : each.needs()) {
        if (!packages.containsKey(needed)) {
          problems.error(
              Position.WHOLE_FILE,
              each.title()
                  + " needs the package `"
                  + needed
                  + "`, which is not in the release; create it anew"
                  + Nearest.hint(needed, packages.keySet()));
        }
      }
    }
    PackageOrder.of(packages)
        .circle()
        .ifPresent(circle ->
            problems.error(
                Position.WHOLE_FILE,
                "packages need each other in a circle: "
                    + String.join(" → ", circle)
                    + "; take one of these dependencies out"));
  }
}
