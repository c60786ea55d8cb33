package dev.slipway.build.debian;

import java.util.Collection;
import java.util.Optional;

/** The name that somebody most likely meant. */
public final class NearestName {
  private NearestName() {}

  /** The nearest of some names, where one is near enough to be meant. */
  public static Optional<String> of(String typed, Collection<String> names) {
    int limit = Math.max(1, typed.length() / 3);
    String best = null;
    int bestDistance = limit + 1;
    for (String name : names) {
      if (Math.abs(name.length() - typed.length()) < bestDistance) {
        int distance = distance(typed, name);
        if (distance < bestDistance
            || (distance == bestDistance && best != null && name.compareTo(best) < 0)) {
          best = name;
          bestDistance = distance;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** Letters to insert, delete or replace to come from one to the other. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
