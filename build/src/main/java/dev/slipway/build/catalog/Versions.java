package dev.slipway.build.catalog;

import java.util.Comparator;

/**
 * The order of versions, as Debian has it (deb-version(7)): numbers by their value, letters before
 * other signs, and {@code ~} before everything, the end too; what follows the last hyphen counts
 * where all before it is equal.
 */
final class Versions {
  static final Comparator<String> ORDER =
      Comparator.comparing(Versions::upstream, Versions::compare)
          .thenComparing(Versions::revision, Versions::compare);

  private Versions() {}

  private static String upstream(String version) {
    int hyphen = version.lastIndexOf('-');
    return hyphen < 0 ? version : version.substring(0, hyphen);
  }

  private static String revision(String version) {
    int hyphen = version.lastIndexOf('-');
    return hyphen < 0 ? "" : version.substring(hyphen + 1);
  }

  private static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while ((i < a.length() && !digit(a, i)) || (j < b.length() && !digit(b, j))) {
        int order = Integer.compare(weight(a, i), weight(b, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int endA = endOfNumber(a, i);
      int endB = endOfNumber(b, j);
      int order = compareNumbers(a.substring(i, endA), b.substring(j, endB));
      if (order != 0) {
        return order;
      }
      i = endA;
      j = endB;
    }
    return 0;
  }

  private static int compareNumbers(String a, String b) {
    String left = a.replaceFirst("^0+", "");
    String right = b.replaceFirst("^0+", "");
    return left.length() != right.length()
        ? Integer.compare(left.length(), right.length())
        : left.compareTo(right);
  }

  private static boolean digit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && digit(text, end)) {
      end++;
    }
    return end;
  }

  private static int weight(String text, int at) {
    if (at >= text.length() || digit(text, at)) {
      return 0;
    }
    char c = text.charAt(at);
    if (c == '~') {
      return -1;
    }
    return Character.isLetter(c) ? c : c + 256;
  }
}
