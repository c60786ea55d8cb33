package dev.slipway.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.queue.event.NewEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLimitTest {
  private static NewEvent event(String kind) {
    return new NewEvent(Instant.EPOCH, kind, "{\"event\":\"" + kind + "\"}");
  }

  private static List<String> kinds(long last, String... kinds) {
    return EventLimit.apply(List.of(kinds).stream().map(EventLimitTest::event).toList(), last)
        .stream()
        .map(NewEvent::kind)
        .toList();
  }

  @Test
  void whatIsBelowTheLimitIsKept() {
    assertThat(kinds(EventLimit.MOST - 2, "output", "output")).containsExactly("output", "output");
  }

  @Test
  void oneWarningSaysThatOutputIsLeftOut() {
    assertThat(kinds(EventLimit.MOST - 1, "output", "output", "output", "finished", "output"))
        .containsExactly("output", "warning", "finished");
    assertThat(kinds(EventLimit.MOST, "output")).containsExactly("warning");
    assertThat(kinds(EventLimit.MOST, "started", "output")).containsExactly("warning", "started");
    assertThat(kinds(EventLimit.MOST + 1, "output", "started")).containsExactly("started");
  }

  @Test
  void eventsOfStepsHaveALimitToo() {
    assertThat(kinds(2 * EventLimit.MOST, "started")).isEmpty();
  }
}
