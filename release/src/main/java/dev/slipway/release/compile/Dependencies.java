package dev.slipway.release.compile;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.manifest.ReleaseManifest.PackageBuild;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which packages have to be compiled before which; there are no circles. */
final class Dependencies {
  private final Map<String, PackageBuild> packages = new LinkedHashMap<>();
  private final Map<String, String> keys = new HashMap<>();

  /**
   * Those of a release.
   *
   * @throws ReleaseException where a package is missing, or they need each other in a circle
   */
  static Dependencies of(List<PackageBuild> packages) throws ReleaseException {
    Dependencies all = new Dependencies();
    packages.forEach(p -> all.packages.put(p.name(), p));
    for (PackageBuild each : packages) {
      all.follow(each, new ArrayList<>());
    }
    return all;
  }

  private void follow(PackageBuild one, List<String> way) throws ReleaseException {
    int begin = way.indexOf(one.name());
    if (begin >= 0) {
      List<String> circle = new ArrayList<>(way.subList(begin, way.size()));
      circle.add(one.name());
      throw new ReleaseException(
          Code.INVALID, "packages need each other in a circle: " + String.join(" → ", circle));
    }
    if (keys.containsKey(one.name())) {
      return;
    }
    way.add(one.name());
    for (String name : one.dependencies()) {
      PackageBuild next = packages.get(name);
      if (next == null) {
        throw new ReleaseException(
            Code.INVALID,
            "package %s needs the package %s, which the release does not have"
                .formatted(one.name(), name));
      }
      follow(next, way);
    }
    way.removeLast();
    keys.put(one.name(), key(one));
  }

  /** In the order of the release. */
  List<PackageBuild> all() {
    return List.copyOf(packages.values());
  }

  /** Those that a package names itself, by name: what BOSH's director gives its agent. */
  List<PackageBuild> direct(PackageBuild one) {
    return one.dependencies().stream()
        .distinct()
        .map(packages::get)
        .sorted(Comparator.comparing(PackageBuild::name))
        .toList();
  }

  /** All that goes into a package besides its own files, as BOSH's director writes it. */
  String key(PackageBuild one) {
    // Names and fingerprints need no escapes: ManifestReader takes nothing else.
    return direct(one).stream()
        .map(d -> "[\"%s\",\"%s\",%s]".formatted(d.name(), d.fingerprint(), keyOf(d)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String keyOf(PackageBuild one) {
    String known = keys.get(one.name());
    return known == null ? key(one) : known;
  }
}
