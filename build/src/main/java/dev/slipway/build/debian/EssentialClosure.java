package dev.slipway.build.debian;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The essential packages of a set, and what they depend on in it. */
final class EssentialClosure {
  private EssentialClosure() {}

  static List<ControlTar> of(List<ControlTar> packages) {
    Map<String, List<ControlTar>> byName = new HashMap<>();
    for (ControlTar each : packages) {
      byName.computeIfAbsent(each.field("Package"), n -> new ArrayList<>()).add(each);
      for (String provided : names(each.field("Provides"))) {
        byName.computeIfAbsent(provided, n -> new ArrayList<>()).add(each);
      }
    }
    Set<ControlTar> found = new LinkedHashSet<>();
    Deque<ControlTar> open = new ArrayDeque<>();
    packages.stream().filter(p -> p.field("Essential").equals("yes")).forEach(open::add);
    while (!open.isEmpty()) {
      ControlTar here = open.remove();
      if (found.add(here)) {
        for (String field : List.of("Pre-Depends", "Depends")) {
          names(here.field(field)).forEach(n -> open.addAll(byName.getOrDefault(n, List.of())));
        }
      }
    }
    return List.copyOf(found);
  }

  /** The names in a relation field, alternatives too: {@code a (>= 1) | b, c:any}. */
  private static List<String> names(String relations) {
    List<String> names = new ArrayList<>();
    for (String each : relations.split("[,|]")) {
      String name = each.strip().replaceFirst("[\\s:(].*", "");
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }
}
