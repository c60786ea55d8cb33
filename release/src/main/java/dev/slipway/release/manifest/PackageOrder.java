package dev.slipway.release.manifest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Packages after those that they need.
 *
 * @param names of all that do not wait for a circle, each behind its dependencies
 * @param circle names of packages that need each other, the first of them at the end again
 */
public record PackageOrder(List<String> names, Optional<List<String>> circle) {
  public PackageOrder {
    names = List.copyOf(names);
  }

  /** Of packages' dependencies by their names; those that are not there are left out. */
  public static PackageOrder of(Map<String, List<String>> packages) {
    Map<String, Integer> waiting = new TreeMap<>();
    Map<String, List<String>> users = new HashMap<>();
    packages.forEach((name, needs) -> {
      Set<String> there = new LinkedHashSet<>(needs);
      there.retainAll(packages.keySet());
      waiting.put(name, there.size());
      there.forEach(n -> users.computeIfAbsent(n, k -> new ArrayList<>()).add(name));
    });
    Deque<String> ready = new ArrayDeque<>();
    waiting.forEach((name, count) -> {
      if (count == 0) {
        ready.add(name);
      }
    });
    List<String> names = new ArrayList<>();
    while (!ready.isEmpty()) {
      String name = ready.remove();
      names.add(name);
      waiting.remove(name);
      for (String user : users.getOrDefault(name, List.of())) {
        if (waiting.merge(user, -1, Integer::sum) == 0) {
          ready.add(user);
        }
      }
    }
    return new PackageOrder(names, circle(packages, waiting.keySet()));
  }

  /** Each that is left waits for another that is left: along these one comes back. */
  private static Optional<List<String>> circle(
      Map<String, List<String>> packages, Set<String> left) {
    if (left.isEmpty()) {
      return Optional.empty();
    }
    LinkedHashSet<String> way = new LinkedHashSet<>();
    String next = left.iterator().next();
    while (way.add(next)) {
      List<String> needs = packages.getOrDefault(next, List.of());
      next = needs.stream().filter(left::contains).findFirst().orElseThrow();
    }
    List<String> circle = new ArrayList<>(way);
    circle = new ArrayList<>(circle.subList(circle.indexOf(next), circle.size()));
    circle.add(next);
    return Optional.of(List.copyOf(circle));
  }
}
