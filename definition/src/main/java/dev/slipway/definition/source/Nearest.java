package dev.slipway.definition.source;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Nearest {
  private static final int LONGEST = 80;
  private static final int SHORTEST_PREFIX = 3;

  private Nearest() {}

  /** The nearest of the known words, where one is near; the first of those equally near. */
  public static Optional<String> to(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.length() > LONGEST) {
      return Optional.empty();
    }
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String one : known) {
      int distance = distance(lower, one.toLowerCase(Locale.ROOT));
      if (distance < bestDistance && distance <= allowed(lower, one)) {
        best = one;
        bestDistance = distance;
      }
    }
    return best != null ? Optional.of(best) : prefixed(lower, known);
  }

  /** {@code ; did you mean `x`?}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(near -> "; did you mean `" + near + "`?").orElse("");
  }

  private static int allowed(String word, String known) {
    return Math.max(1, (Math.max(word.length(), known.length()) + 1) / 3);
  }

  private static Optional<String> prefixed(String word, Collection<String> known) {
    if (word.length() < SHORTEST_PREFIX) {
      return Optional.empty();
    }
    return known.stream()
        .filter(one -> one.startsWith(word) || word.startsWith(one))
        .filter(one -> one.length() >= SHORTEST_PREFIX)
        .findFirst();
  }

  /** Damerau and Levenshtein's distance, a swap of neighbours counting one. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 ? j : j == 0 ? i : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
    boolean swap =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swap ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
