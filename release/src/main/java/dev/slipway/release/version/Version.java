package dev.slipway.release.version;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.util.List;
import java.util.Optional;

/**
 * A release's version: {@code 1}, {@code 1.2-rc.1}, {@code 0+dev.3}. Before the minus stands the
 * release, behind it what came before that release, behind the plus what came after it.
 *
 * <p>Source: semi-semantic versions, as BOSH has them.
 */
public final class Version implements Comparable<Version> {
  /** The first version that is final. */
  public static final Version FIRST_FINAL = known("1");

  private static final Segment FIRST_DEV = new Segment(List.of("dev", "1"));
  private static final int LONGEST = 255;

  private final Segment release;
  private final Optional<Segment> before;
  private final Optional<Segment> after;

  private Version(Segment release, Optional<Segment> before, Optional<Segment> after) {
    this.release = release;
    this.before = before;
    this.after = after;
  }

  /**
   * Reads one as it is written.
   *
   * @throws ReleaseException with {@link Code#INVALID} where it is none
   */
  public static Version parse(String written) throws ReleaseException {
    return read(written)
        .orElseThrow(() ->
            new ReleaseException(
                Code.INVALID,
                "`"
                    + written
                    + "` is no version; versions are like 1, 1.2.3, 1.2-rc.1 or"
                    + " 1+dev.4"));
  }

  private static Optional<Version> read(String written) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    int plus = written.indexOf('+');
    String front = plus < 0 ? written : written.substring(0, plus);
    int minus = front.indexOf('-');
    Optional<Segment> release = Segment.parse(minus < 0 ? front : front.substring(0, minus));
    Optional<Segment> before =
        minus < 0 ? Optional.empty() : Segment.parse(front.substring(minus + 1));
    Optional<Segment> after =
        plus < 0 ? Optional.empty() : Segment.parse(written.substring(plus + 1));
    boolean whole = before.isPresent() == (minus >= 0) && after.isPresent() == (plus >= 0);
    return whole ? release.map(r -> new Version(r, before, after)) : Optional.empty();
  }

  private static Version known(String written) {
    return read(written).orElseThrow();
  }

  /** Whether it was made for development: {@code 1+dev.2}. */
  public boolean isDev() {
    return after.isPresent() && after.get().parts().contains("dev");
  }

  /**
   * The final version after this one.
   *
   * @throws ReleaseException with {@link Code#INVALID} where this one does not end with a number
   */
  public Version nextFinal() throws ReleaseException {
    return new Version(next(release), Optional.empty(), Optional.empty());
  }

  /**
   * The next version for development after the newest of all; the first one where there is none.
   *
   * @throws ReleaseException with {@link Code#INVALID} where the newest does not end with a number
   */
  public static Version nextDev(Optional<Version> newest) throws ReleaseException {
    Version last = newest.orElseGet(() -> known("0"));
    Segment after = last.after.isPresent() ? last.next(last.after.get()) : FIRST_DEV;
    return new Version(last.release, last.before, Optional.of(after));
  }

  /** The same for development, numbered by a time in seconds since 1970. */
  public Version stamped(long seconds) {
    Segment stamp = new Segment(List.of("dev", Long.toString(seconds)));
    return new Version(release, before, Optional.of(stamp));
  }

  private Segment next(Segment segment) throws ReleaseException {
    return segment
        .next()
        .orElseThrow(() ->
            new ReleaseException(
                Code.INVALID,
                "no version comes by itself after " + this + "; give one with --version"));
  }

  @Override
  public int compareTo(Version other) {
    int order = release.compareTo(other.release);
    if (order == 0) {
      order = compare(before, other.before, 1);
    }
    return order == 0 ? compare(after, other.after, -1) : order;
  }

  /** With what having none is, compared with having one. */
  private static int compare(Optional<Segment> one, Optional<Segment> other, int none) {
    if (one.isPresent() && other.isPresent()) {
      return one.get().compareTo(other.get());
    }
    return one.isPresent() == other.isPresent() ? 0 : one.isPresent() ? -none : none;
  }

  /** Written the same; {@code 1} and {@code 1.0} are not, though neither comes after the other. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Version version && toString().equals(version.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return release + before.map(b -> "-" + b).orElse("") + after.map(a -> "+" + a).orElse("");
  }
}
