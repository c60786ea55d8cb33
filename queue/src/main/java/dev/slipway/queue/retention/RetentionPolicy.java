package dev.slipway.queue.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is kept of builds that are over, and of the audit log; what is empty is no limit.
 *
 * @param age how long
 * @param perImage how many of each image, those that failed too
 * @param bytes of all artifacts together
 * @param audit how long it is remembered who did what
 */
public record RetentionPolicy(
    Optional<Duration> age, OptionalInt perImage, OptionalLong bytes, Duration audit) {
  /** A year, and time to look at it. */
  private static final Duration AUDIT = Duration.ofDays(400);

  /** Everything, for ever. */
  public static final RetentionPolicy NONE =
      new RetentionPolicy(Optional.empty(), OptionalInt.empty(), OptionalLong.empty());

  /** One that keeps the audit log as long as is usual. */
  public RetentionPolicy(Optional<Duration> age, OptionalInt perImage, OptionalLong bytes) {
    this(age, perImage, bytes, AUDIT);
  }

  /**
   * A build that is over and has not been disposed of.
   *
   * @param image its project, name and architecture
   * @param bytes of its artifacts
   * @param safe whether it stays in any case: it is kept, the newest success, or being published
   */
  record Candidate(long build, String image, Instant ended, long bytes, boolean safe) {}

  /** A build that goes, and why. */
  public record Disposal(long build, Instant ended, long bytes, String why) {}

  /**
   * Chooses who goes.
   *
   * @param candidates the newest first
   * @param other bytes of builds that are not over
   */
  List<Disposal> choose(List<Candidate> candidates, long other, Instant now) {
    List<Disposal> gone = new ArrayList<>();
    List<Candidate> left = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Candidate each : candidates) {
      int number = counts.merge(each.image(), 1, Integer::sum);
      Optional<String> why = each.safe() ? Optional.empty() : why(each, number, now);
      why.ifPresentOrElse(w -> gone.add(disposal(each, w)), () -> left.add(each));
    }
    long total = other + left.stream().mapToLong(Candidate::bytes).sum();
    for (Candidate each : left.reversed()) {
      if (bytes.isEmpty() || total <= bytes.getAsLong()) {
        break;
      }
      if (!each.safe() && each.bytes() > 0) {
        gone.add(
            disposal(
                each, "all artifacts together have more than " + bytes.getAsLong() + " bytes"));
        total -= each.bytes();
      }
    }
    return gone;
  }

  private Optional<String> why(Candidate candidate, int number, Instant now) {
    if (age.isPresent() && candidate.ended().plus(age.get()).isBefore(now)) {
      return Optional.of("it ended more than " + age.get().toDays() + " days ago");
    }
    if (perImage.isPresent() && number > perImage.getAsInt()) {
      return Optional.of("there are " + perImage.getAsInt() + " newer builds of its image");
    }
    return Optional.empty();
  }

  private static Disposal disposal(Candidate candidate, String why) {
    return new Disposal(candidate.build(), candidate.ended(), candidate.bytes(), why);
  }
}
