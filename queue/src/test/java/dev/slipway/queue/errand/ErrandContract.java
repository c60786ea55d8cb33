package dev.slipway.queue.errand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.database.Database;
import dev.slipway.queue.TestClock;
import dev.slipway.queue.store.Errand;
import dev.slipway.queue.store.Errand.State;
import dev.slipway.queue.store.Errands;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What errands promise, on any database. */
abstract class ErrandContract {
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final TestClock clock = new TestClock();

  abstract Database database();

  private long add(String subject) {
    Instant now = clock.instant();
    return database().write(h -> Errands.add(h, "test", Optional.empty(), subject, "{}", now));
  }

  private Lane lane(Duty duty) {
    return new Lane(database(), duty, clock, LEASE, _ -> {});
  }

  private Errand errand(long id) {
    return new Errands(database()).get(id).orElseThrow();
  }

  /** Waits for what a lane notes after the duty has done its part. */
  private Errand await(long id, State state) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (errand(id).state() != state) {
      assertThat(System.nanoTime()).as("%s is not %s", errand(id), state).isLessThan(end);
      Thread.onSpinWait();
    }
    return errand(id);
  }

  @Test
  void isDoneOnce() throws Exception {
    Recording duty = new Recording(_ -> {});
    long id = add("one");

    lane(duty).turn();

    assertThat(duty.next()).isEqualTo("begun one");
    assertThat(duty.next()).isEqualTo("done");
    await(id, State.DONE);
    lane(duty).turn();
    assertThat(duty.isQuiet()).isTrue();
  }

  @Test
  void isTriedAgainLaterAndLaterUntilItIsGivenUp() throws Exception {
    Recording duty =
        new Recording(_ -> {
          throw new IOException("nobody is there");
        });
    long id = add("one");
    Lane lane = lane(duty);

    for (Duration pause : List.of(Duration.ofMinutes(1), Duration.ofMinutes(5))) {
      lane.turn();
      assertThat(duty.next()).isEqualTo("begun one");
      Errand waiting = await(id, State.WAITING);
      assertThat(waiting.next()).isEqualTo(clock.instant().plus(pause));
      assertThat(waiting.error()).contains("nobody is there");
      lane.turn();
      assertThat(duty.isQuiet()).isTrue();
      clock.pass(pause);
    }
    clock.pass(Duration.ofHours(1));
    lane.turn();

    assertThat(duty.next()).isEqualTo("begun one");
    assertThat(duty.next()).isEqualTo("failed: nobody is there");
    await(id, State.FAILED);
  }

  @Test
  void isNotTriedAgainWhereThatIsOfNoUse() throws Exception {
    Recording duty =
        new Recording(_ -> {
          throw new Duty.Hopeless("there is no such host");
        });
    long id = add("one");

    lane(duty).turn();

    assertThat(duty.next()).isEqualTo("begun one");
    assertThat(duty.next()).isEqualTo("failed: there is no such host");
    assertThat(await(id, State.FAILED).error()).contains("there is no such host");
  }

  @Test
  void isTakenFromWhoeverIsNotHeardOf() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Recording dead = new Recording(_ -> never.await());
    Recording alive = new Recording(_ -> {});
    long id = add("one");
    lane(dead).turn();
    assertThat(dead.next()).isEqualTo("begun one");

    clock.pass(LEASE.minusSeconds(1));
    lane(alive).turn();
    assertThat(alive.isQuiet()).isTrue();
    clock.pass(Duration.ofSeconds(1));
    lane(alive).turn();

    assertThat(alive.next()).isEqualTo("begun one");
    assertThat(alive.next()).isEqualTo("done");
    await(id, State.DONE);
    // Whoever had it before finds that it is not his any more.
    never.countDown();
    assertThat(errand(id).attempts()).isEqualTo(2);
  }

  @Test
  void isHeldAsLongAsItTakes() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Recording slow = new Recording(_ -> never.await());
    Recording other = new Recording(_ -> {});
    add("one");
    Lane lane = lane(slow);
    lane.turn();
    assertThat(slow.next()).isEqualTo("begun one");

    for (int i = 0; i < 5; i++) {
      clock.pass(Duration.ofSeconds(30));
      lane.turn();
      lane(other).turn();
    }

    assertThat(other.isQuiet()).isTrue();
    never.countDown();
    assertThat(slow.next()).isEqualTo("done");
  }

  @Test
  void isLeftForTheNextStartWhenAServerEnds() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Recording first = new Recording(_ -> never.await());
    Recording second = new Recording(_ -> {});
    long id = add("one");
    Lane lane = lane(first);
    lane.turn();
    assertThat(first.next()).isEqualTo("begun one");

    lane.close();
    assertThat(errand(id).state()).isEqualTo(State.WAITING);
    lane(second).turn();

    assertThat(second.next()).isEqualTo("begun one");
    assertThat(second.next()).isEqualTo("done");
  }

  @Test
  void isDoneByOneOfManyServers() throws Exception {
    Recording duty = new Recording(_ -> {});
    for (int i = 0; i < 40; i++) {
      add("errand " + i);
    }
    CountDownLatch all = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      Lane lane = lane(duty);
      Thread.ofVirtual()
          .start(() -> {
            while (new Errands(database()).isDue("test", clock.instant())) {
              lane.turn();
            }
            all.countDown();
          });
    }
    assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();

    List<String> begun = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      String next = duty.next();
      if (next.startsWith("begun ")) {
        begun.add(next);
      }
    }
    assertThat(begun).doesNotHaveDuplicates().hasSize(40);
    assertThat(duty.isQuiet()).isTrue();
  }

  @Test
  void isNotThereWhereItsCauseIsNot() {
    Instant now = clock.instant();

    try {
      database()
          .change(handle -> {
            Errands.add(handle, "test", Optional.empty(), "one", "{}", now);
            throw new IllegalStateException("the build does not end after all");
          });
    } catch (IllegalStateException e) {
      // As wanted.
    }

    assertThat(new Errands(database()).isDue("test", now)).isFalse();
  }
}
