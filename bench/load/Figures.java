import java.util.Arrays;

/** Medians and the like. */
final class Figures {
  private Figures() {}

  /** The value that a share of all is not above. */
  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
