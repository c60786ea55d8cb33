package dev.slipway.broker.catalog;

import dev.slipway.broker.backend.Limits;
import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a plan allows: sizes with units that are powers of 1024, and numbers. */
final class LimitsReader {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,11}) ?([KMGT]iB)");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,11}");

  /** The broker itself counts them. */
  private static final String INSTANCES = "instances";

  private static final List<String> SIZES = List.of(Limits.STORAGE, Limits.MEMORY);
  private static final List<String> KNOWN =
      List.of(
          Limits.STORAGE,
          Limits.CONNECTIONS,
          Limits.MEMORY,
          Limits.QUEUES,
          Limits.OBJECTS,
          INSTANCES);

  private LimitsReader() {}

  /**
   * All limits, {@code instances} among them.
   *
   * @param backing what is to hold instances to them
   */
  static Map<String, Long> read(Block block, Optional<Backing> backing, Problems problems) {
    Map<String, Long> amounts = new TreeMap<>();
    for (Value.Field each : block.fields()) {
      String key = each.key();
      String text = each.value() instanceof Value.Scalar one ? one.written() : "";
      Matcher size = SIZE.matcher(text);
      if (!KNOWN.contains(key)) {
        problems.error(each.at(), "nothing limits " + Quoted.of(key) + Nearest.hint(key, KNOWN));
      } else if (!key.equals(INSTANCES)
          && backing.filter(b -> !b.limits().contains(key)).isPresent()) {
        problems.error(each.at(), unlimited(key, backing.get()));
      } else if (SIZES.contains(key) && size.matches()) {
        long unit = 1L << (10 * ("KMGT".indexOf(size.group(2).charAt(0)) + 1));
        long number = Long.parseLong(size.group(1));
        if (number > Long.MAX_VALUE / unit) {
          problems.error(each.value().at(), "`" + key + "` is more than 8 EiB, which nothing has");
        } else {
          amounts.put(key, number * unit);
        }
      } else if (!SIZES.contains(key) && COUNT.matcher(text).matches()) {
        amounts.put(key, Long.parseLong(text));
      } else {
        problems.error(
            each.value().at(),
            "`"
                + key
                + "` is no "
                + (SIZES.contains(key) ? "size as in `100 MiB` or `2 GiB`" : "number as in `40`"));
      }
    }
    return amounts;
  }

  /** A limit that nobody holds instances to would be a promise that is not kept. */
  private static String unlimited(String key, Backing backing) {
    return "the back end `%s` does not limit `%s`; leave it out, %s"
        .formatted(
            backing.name(),
            key,
            backing.limits().isEmpty()
                ? "as it limits nothing"
                : "it limits " + String.join(", ", new TreeSet<>(backing.limits())));
  }
}
