package dev.slipway.server.page.build;

import dev.slipway.server.compare.Comparison;
import dev.slipway.server.page.frame.Shown;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * A quantity of two builds, as people read it; a dash where one of them has none.
 *
 * @param change what is added or taken from the first to the second; empty where nothing is
 */
record ComparedRow(String what, String from, String to, String change) {
  private static final String NONE = "–";

  /** Sizes of artifacts, by their kinds. */
  static List<ComparedRow> sizes(Comparison comparison) {
    return comparison.artifacts().stream().map(c -> of(c, b -> Shown.bytes((long) b))).toList();
  }

  /** Times of steps, the longest first. */
  static List<ComparedRow> times(Comparison comparison) {
    Comparator<Comparison.Change<Double>> longest =
        Comparator.comparingDouble(c -> -Math.max(value(c.from()), value(c.to())));
    return comparison.steps().stream()
        .sorted(longest)
        .map(c -> of(c, s -> Shown.duration(Duration.ofMillis(Math.round(s * 1000)))))
        .toList();
  }

  private static double value(Optional<? extends Number> number) {
    return number.map(Number::doubleValue).orElse(0.0);
  }

  private static <T extends Number> ComparedRow of(
      Comparison.Change<T> change, DoubleFunction<String> shown) {
    double from = value(change.from());
    double to = value(change.to());
    String difference = "";
    if (change.from().isPresent() && change.to().isPresent() && from != to) {
      difference = (to > from ? "+" : "−") + shown.apply(Math.abs(to - from));
    }
    return new ComparedRow(
        change.what(),
        change.from().isPresent() ? shown.apply(from) : NONE,
        change.to().isPresent() ? shown.apply(to) : NONE,
        difference);
  }
}
