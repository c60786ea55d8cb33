package dev.slipway.server.compare;

import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What differs between two builds, from the first to the second.
 *
 * @param packages absent where one of them has left no list of packages
 */
public record Comparison(
    long from,
    long to,
    Optional<Packages> packages,
    List<Change<Long>> artifacts,
    List<Change<Double>> steps) {
  /** What is installed; those that did not change are only counted. */
  public record Packages(
      List<Installed> added, List<Installed> removed, List<Changed> changed, int unchanged) {
    static Packages of(SortedMap<String, String> from, SortedMap<String, String> to) {
      List<Installed> added = new ArrayList<>();
      List<Installed> removed = new ArrayList<>();
      List<Changed> changed = new ArrayList<>();
      TreeSet<String> names = new TreeSet<>(from.keySet());
      names.addAll(to.keySet());
      for (String name : names) {
        String before = from.get(name);
        String after = to.get(name);
        if (before == null) {
          added.add(new Installed(name, String.valueOf(after)));
        } else if (after == null) {
          removed.add(new Installed(name, before));
        } else if (!before.equals(after)) {
          changed.add(new Changed(name, before, after));
        }
      }
      int unchanged = names.size() - added.size() - removed.size() - changed.size();
      return new Packages(added, removed, changed, unchanged);
    }
  }

  /** A package that only one of them has. */
  public record Installed(String name, String version) {}

  /** A package that has another version. */
  public record Changed(String name, String from, String to) {}

  /**
   * A value of each.
   *
   * @param what a kind of artifact, whose size in bytes it is; or a step, whose seconds they are
   */
  public record Change<T>(String what, Optional<T> from, Optional<T> to) {}

  /** The sizes of artifacts; names have versions in them, so they are paired by their kinds. */
  static List<Change<Long>> sizes(List<Artifacts.Row> from, List<Artifacts.Row> to) {
    Function<List<Artifacts.Row>, Map<String, Long>> sizes =
        rows ->
            rows.stream()
                .collect(Collectors.toMap(Artifacts.Row::kind, Artifacts.Row::size, Long::sum));
    return paired(sizes.apply(from), sizes.apply(to));
  }

  /** How long steps took. */
  static List<Change<Double>> times(List<Steps.Row> from, List<Steps.Row> to) {
    Function<List<Steps.Row>, Map<String, Double>> times =
        rows -> {
          Map<String, Double> seconds = new TreeMap<>();
          rows.forEach(r -> r.millis().ifPresent(m -> seconds.put(r.name(), m / 1000.0)));
          return seconds;
        };
    return paired(times.apply(from), times.apply(to));
  }

  private static <T> List<Change<T>> paired(Map<String, T> from, Map<String, T> to) {
    TreeSet<String> all = new TreeSet<>(from.keySet());
    all.addAll(to.keySet());
    return all.stream()
        .map(each ->
            new Change<>(
                each, Optional.ofNullable(from.get(each)), Optional.ofNullable(to.get(each))))
        .toList();
  }
}
