package dev.slipway.server.page.build;

import dev.slipway.queue.store.Steps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Steps as a picture with a row for each, in which lines run from a step down to those that use its
 * result. A step has a lane to itself from its row to the last of those.
 *
 * @param lanes how many there are beside each other
 * @param nodes by the steps' names
 */
record StepGraph(int lanes, Map<String, Node> nodes) {
  /** How wide a lane is and how high a row, in the units of the paths. */
  static final int LANE = 14;

  static final int ROW = 40;

  /**
   * A step's row of the picture.
   *
   * @param lane counts from 0
   * @param paths of the lines in this row, as SVG has them
   */
  record Node(int lane, List<String> paths) {
    /** Where the step's dot is. */
    int x() {
      return middle(lane);
    }
  }

  int width() {
    return Math.max(1, lanes) * LANE;
  }

  /** The picture of steps, each of which comes after those that it needs. */
  static StepGraph of(List<Steps.Row> steps) {
    return new Drawing(steps).draw();
  }

  private static int middle(int lane) {
    return lane * LANE + LANE / 2;
  }

  private static final class Drawing {
    private final List<Steps.Row> steps;
    private final Map<String, Set<String>> needs;
    private final Map<String, Integer> lastUse = new HashMap<>();

    /** Whose line runs in each lane; an empty name where it is free. */
    private final List<String> lanes = new ArrayList<>();

    Drawing(List<Steps.Row> steps) {
      this.steps = steps;
      this.needs = reduced(steps);
      for (int i = 0; i < steps.size(); i++) {
        for (String each : needs.getOrDefault(steps.get(i).name(), Set.of())) {
          lastUse.put(each, i);
        }
      }
    }

    StepGraph draw() {
      Map<String, Node> nodes = new LinkedHashMap<>();
      for (int i = 0; i < steps.size(); i++) {
        nodes.put(steps.get(i).name(), row(i));
      }
      return new StepGraph(lanes.size(), nodes);
    }

    private Node row(int i) {
      String name = steps.get(i).name();
      Set<String> uses = needs.getOrDefault(name, Set.of());
      List<Integer> from = new ArrayList<>();
      List<String> paths = new ArrayList<>();
      for (int k = 0; k < lanes.size(); k++) {
        String line = lanes.get(k);
        if (uses.contains(line)) {
          from.add(k);
        }
        if (!line.isEmpty() && lastUse.getOrDefault(line, -1) > i) {
          paths.add("M%d 0V%d".formatted(middle(k), ROW));
        } else {
          lanes.set(k, "");
        }
      }
      int lane = free(from);
      for (int k : from) {
        paths.add(into(k, lane));
      }
      if (lastUse.containsKey(name)) {
        lanes.set(lane, name);
        paths.add("M%d %dV%d".formatted(middle(lane), ROW / 2, ROW));
      }
      return new Node(lane, paths);
    }

    /** A lane that a step's own need leaves to it, or else the first that is free. */
    private int free(List<Integer> from) {
      for (int k : from) {
        if (lanes.get(k).isEmpty()) {
          return k;
        }
      }
      int lane = lanes.indexOf("");
      if (lane < 0) {
        lanes.add("");
        return lanes.size() - 1;
      }
      return lane;
    }

    private static String into(int from, int lane) {
      int x = middle(from);
      int to = middle(lane);
      int half = ROW / 2;
      return from == lane
          ? "M%d 0V%d".formatted(x, half)
          : "M%d 0C%d %d %d %d %d %d".formatted(x, x, half, to, 2, to, half);
    }

    /** What each step needs, without what it needs through another of its needs anyway. */
    private static Map<String, Set<String>> reduced(List<Steps.Row> steps) {
      Map<String, Set<String>> before = new HashMap<>();
      Map<String, Set<String>> reduced = new HashMap<>();
      for (Steps.Row each : steps) {
        Set<String> direct = new HashSet<>(each.needs());
        direct.retainAll(before.keySet());
        Set<String> behind = new HashSet<>();
        direct.forEach(d -> behind.addAll(before.getOrDefault(d, Set.of())));
        Set<String> all = new HashSet<>(behind);
        all.addAll(direct);
        before.put(each.name(), all);
        direct.removeAll(behind);
        reduced.put(each.name(), direct);
      }
      return reduced;
    }
  }
}
