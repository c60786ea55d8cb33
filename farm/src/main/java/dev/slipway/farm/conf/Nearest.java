package dev.slipway.farm.conf;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Finds the word that was probably meant. */
final class Nearest {
  private Nearest() {}

  /** {@code ; did you mean `x`?}, or else the words that there are. */
  static String hint(String word, Collection<String> known) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String one : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), one.toLowerCase(Locale.ROOT));
      if (sorted(word).equals(sorted(one))) {
        distance = 1;
      }
      if (distance < least && distance <= Math.max(1, one.length() / 3)) {
        best = one;
        least = distance;
      }
    }
    return best.isEmpty()
        ? "; there are `" + String.join("`, `", known) + "`"
        : "; did you mean `" + best + "`?";
  }

  /** Letters that changed places are one mistake. */
  private static String sorted(String word) {
    char[] letters = word.toCharArray();
    Arrays.sort(letters);
    return new String(letters);
  }

  /** Levenshtein's distance, one row at a time. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j - 1], row[j]) + 1);
      }
    }
    return row[b.length()];
  }
}
