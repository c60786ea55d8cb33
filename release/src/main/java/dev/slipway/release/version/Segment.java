package dev.slipway.release.version;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One of the three parts of a version: numbers and words with dots between them. */
record Segment(List<String> parts) implements Comparable<Segment> {
  private static final Pattern WHOLE = Pattern.compile("[0-9A-Za-z_-]+(\\.[0-9A-Za-z_-]+)*");

  Segment {
    parts = List.copyOf(parts);
  }

  static Optional<Segment> parse(String written) {
    return WHOLE.matcher(written).matches()
        ? Optional.of(new Segment(List.of(written.split("\\."))))
        : Optional.empty();
  }

  private static boolean isNumber(String part) {
    return part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** With its last number one higher; empty where it ends with a word. */
  Optional<Segment> next() {
    String last = parts.getLast();
    if (!isNumber(last)) {
      return Optional.empty();
    }
    List<String> next = new ArrayList<>(parts.subList(0, parts.size() - 1));
    next.add(new BigInteger(last).add(BigInteger.ONE).toString());
    return Optional.of(new Segment(next));
  }

  /** Part by part; a missing one is 0, and numbers come before words. */
  @Override
  public int compareTo(Segment other) {
    for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
      int order = compare(part(i), other.part(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private String part(int i) {
    return i < parts.size() ? parts.get(i) : "0";
  }

  private static int compare(String one, String other) {
    if (isNumber(one) && isNumber(other)) {
      return new BigInteger(one).compareTo(new BigInteger(other));
    }
    if (isNumber(one) != isNumber(other)) {
      return isNumber(one) ? -1 : 1;
    }
    return one.compareTo(other);
  }

  @Override
  public String toString() {
    return String.join(".", parts);
  }
}
