package dev.slipway.server.page.servicebroker;

import dev.slipway.broker.backend.Limits;
import dev.slipway.server.page.frame.Shown;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an instance uses of what it may use.
 *
 * @param what is limited, as in {@code storage}
 * @param used empty where it is not known
 * @param most empty where nothing limits it
 */
record Amount(String what, OptionalLong used, OptionalLong most) {
  private static final Set<String> BYTES = Set.of(Limits.STORAGE, Limits.MEMORY);
  private static final int NEARLY_TENTHS = 9;

  /** All that is limited, or known to be used, by name. */
  static List<Amount> of(Limits limits, Optional<Map<String, Long>> usage) {
    Map<String, Long> used = usage.orElse(Map.of());
    Set<String> names = new TreeSet<>(limits.amounts().keySet());
    names.addAll(used.keySet());
    return names.stream()
        .map(n ->
            new Amount(
                n,
                used.containsKey(n) ? OptionalLong.of(used.get(n)) : OptionalLong.empty(),
                limits.of(n)))
        .toList();
  }

  /** A plan's limits on one line; empty where it has none. */
  static String line(Limits limits) {
    return String.join(
        ", ",
        of(limits, Optional.empty()).stream().map(a -> a.mostText() + " " + a.noun()).toList());
  }

  private String noun() {
    boolean single = most.orElse(0) == 1 && what.endsWith("s") && !isBytes();
    return single ? what.substring(0, what.length() - 1) : what;
  }

  private boolean isBytes() {
    return BYTES.contains(what);
  }

  /** {@code Storage}. */
  String title() {
    return what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
  }

  /** Whether a bar can show it. */
  boolean hasBar() {
    return used.isPresent() && most.isPresent() && most.getAsLong() > 0;
  }

  /** From where on the bar warns. */
  long nearly() {
    return most.orElse(0) / 10 * NEARLY_TENTHS;
  }

  /** Whether more is used than is allowed. */
  boolean isOver() {
    return used.isPresent() && most.isPresent() && used.getAsLong() > most.getAsLong();
  }

  /** {@code 12 MiB of 100 MiB}, {@code unknown of 10}, {@code 3, not limited}. */
  String text() {
    String now = used.isPresent() ? shown(used.getAsLong()) : "unknown";
    return most.isPresent() ? now + " of " + mostText() : now + ", not limited";
  }

  private String mostText() {
    return most.isPresent() ? shown(most.getAsLong()) : "";
  }

  private String shown(long amount) {
    return isBytes() ? Shown.bytes(amount) : String.format(Locale.ROOT, "%,d", amount);
  }
}
