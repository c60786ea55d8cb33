package dev.slipway.release.directory;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * The order of a map's keys as the BOSH client writes them, so that both leave the same file:
 * numbers within names by their value; letters behind everything else, but for what follows a
 * digit.
 *
 * <p>Source: what gopkg.in/yaml.v3 does with maps.
 */
final class NaturalOrder {
  static final Comparator<String> AS_GO_YAML = NaturalOrder::compare;

  private NaturalOrder() {}

  private static int compare(String one, String other) {
    int[] left = one.codePoints().toArray();
    int[] right = other.codePoints().toArray();
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      if (left[i] != right[i]) {
        return compare(left, right, i);
      }
    }
    return Integer.compare(left.length, right.length);
  }

  /** By the first letters that differ. */
  private static int compare(int[] left, int[] right, int at) {
    boolean letter = Character.isLetter(left[at]);
    boolean otherLetter = Character.isLetter(right[at]);
    if (letter != otherLetter) {
      boolean afterDigit = at > 0 && Character.isDigit(left[at - 1]);
      return letter == afterDigit ? -1 : 1;
    }
    if (!letter) {
      String digits = digits(left, at);
      String otherDigits = digits(right, at);
      // A digit in front that is not 0 makes zeros count: 10 is more than 1x.
      String front = inNumber(left, at) ? "1" : "0";
      int order =
          digits.isEmpty() && otherDigits.isEmpty()
              ? 0
              : new BigInteger(front + digits).compareTo(new BigInteger(front + otherDigits));
      order = order == 0 ? Integer.compare(digits.length(), otherDigits.length()) : order;
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left[at], right[at]);
  }

  private static boolean inNumber(int[] text, int at) {
    for (int i = at - 1; i >= 0 && Character.isDigit(text[i]); i--) {
      if (text[i] != '0') {
        return true;
      }
    }
    return false;
  }

  private static String digits(int[] text, int from) {
    StringBuilder digits = new StringBuilder();
    for (int i = from; i < text.length && text[i] >= '0' && text[i] <= '9'; i++) {
      digits.append((char) text[i]);
    }
    return digits.toString();
  }
}
