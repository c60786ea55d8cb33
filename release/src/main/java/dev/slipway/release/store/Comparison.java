package dev.slipway.release.store;

import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.Part.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the contents of two releases differ, whatever their archives' bytes are. */
final class Comparison {
  private Comparison() {}

  /** Names what differs: {@code job redis}, {@code package ruby}. */
  static List<String> differences(Collection<Part> one, Collection<Part> other) {
    Map<String, String> first = builds(one);
    Map<String, String> second = builds(other);
    boolean whole = isSource(one) && isSource(other);
    TreeSet<String> titles = new TreeSet<>(first.keySet());
    titles.addAll(second.keySet());
    List<String> found = new ArrayList<>();
    for (String title : titles) {
      boolean both = first.containsKey(title) && second.containsKey(title);
      // What is compiled may have been compiled for some of its jobs, without the licence.
      boolean matters = both || whole || title.startsWith(Kind.JOB.word());
      if (matters && !Objects.equals(first.get(title), second.get(title))) {
        found.add(title);
      }
    }
    return found;
  }

  private static boolean isSource(Collection<Part> parts) {
    return parts.stream().noneMatch(p -> p.kind() == Kind.COMPILED)
        || parts.stream().anyMatch(p -> p.kind() == Kind.PACKAGE);
  }

  /** Fingerprints by what they are of; a package is the same one compiled. */
  private static Map<String, String> builds(Collection<Part> parts) {
    Map<String, String> builds = new TreeMap<>();
    for (Part each : parts) {
      String title =
          each.kind() == Kind.COMPILED ? Kind.PACKAGE.word() + " " + each.name() : each.title();
      builds.put(title, each.fingerprint());
    }
    return builds;
  }
}
