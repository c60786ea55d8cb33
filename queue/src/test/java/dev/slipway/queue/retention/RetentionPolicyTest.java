package dev.slipway.queue.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.queue.retention.RetentionPolicy.Candidate;
import dev.slipway.queue.retention.RetentionPolicy.Disposal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RetentionPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** A build of 10 bytes that ended a number of days ago. */
  private static Candidate build(long id, String image, int days) {
    return new Candidate(id, image, NOW.minus(Duration.ofDays(days)), 10, false);
  }

  private static Candidate safe(Candidate candidate) {
    return new Candidate(
        candidate.build(), candidate.image(), candidate.ended(), candidate.bytes(), true);
  }

  private static List<Long> gone(RetentionPolicy policy, Candidate... newestFirst) {
    return policy.choose(List.of(newestFirst), 0, NOW).stream().map(Disposal::build).toList();
  }

  private static RetentionPolicy days(int days) {
    return new RetentionPolicy(
        Optional.of(Duration.ofDays(days)), OptionalInt.empty(), OptionalLong.empty());
  }

  private static RetentionPolicy perImage(int count) {
    return new RetentionPolicy(Optional.empty(), OptionalInt.of(count), OptionalLong.empty());
  }

  private static RetentionPolicy bytes(long bytes) {
    return new RetentionPolicy(Optional.empty(), OptionalInt.empty(), OptionalLong.of(bytes));
  }

  @Test
  void everythingStaysWithoutLimits() {
    assertThat(gone(RetentionPolicy.NONE, build(2, "a", 1), build(1, "a", 10_000))).isEmpty();
  }

  @Test
  void oldBuildsGo() {
    assertThat(gone(days(30), build(3, "a", 1), build(2, "a", 30), build(1, "a", 31)))
        .containsExactly(1L);
  }

  @Test
  void eachImageHasItsNewest() {
    assertThat(
            gone(
                perImage(2),
                build(5, "a", 1),
                build(4, "b", 1),
                build(3, "a", 2),
                build(2, "a", 3),
                build(1, "b", 4)))
        .containsExactly(2L);
  }

  @Test
  void theOldestGoUntilTheRestFits() {
    assertThat(
            gone(bytes(25), build(4, "a", 1), build(3, "b", 2), build(2, "a", 3), build(1, "b", 4)))
        .containsExactly(1L, 2L);
  }

  @Test
  void whatRunsTakesRoomToo() {
    List<Disposal> gone = bytes(25).choose(List.of(build(2, "a", 1), build(1, "a", 2)), 15, NOW);

    assertThat(gone).extracting(Disposal::build).containsExactly(1L);
  }

  @Test
  void whatIsSafeStaysInAnyCase() {
    RetentionPolicy strict =
        new RetentionPolicy(Optional.of(Duration.ofDays(1)), OptionalInt.of(0), OptionalLong.of(0));

    assertThat(gone(strict, build(2, "a", 2), safe(build(1, "a", 100)))).containsExactly(2L);
  }

  @Test
  void theReasonIsTold() {
    assertThat(days(30).choose(List.of(build(1, "a", 31)), 0, NOW).getFirst().why())
        .isEqualTo("it ended more than 30 days ago");
  }
}
