package dev.slipway.queue.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EventJsonTest {
  static List<Event> events() {
    return List.of(
        new Event.Planned(
            "image",
            List.of(
                new Event.Node("install", "Install \"it\"", List.of("fetch")),
                new Event.Node("fetch", "", List.of()))),
        new Event.Started("install", "Install"),
        new Event.Progress("install", 1L << 40, 1L << 41, "bytes"),
        new Event.Output("install", "tab\tquote\" caf\u00e9"),
        new Event.Warning("install", "careful"),
        new Event.Finished("install", Event.Outcome.CACHED, Duration.ZERO),
        new Event.Finished("install", Event.Outcome.DONE, Duration.ofMillis(12_345)),
        new Event.Failed("install", "no\nroom"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatIsWrittenIsReadAgain(Event event) {
    String line = EventJson.line(event);
    assertThat(EventJson.read(line)).contains(event);
    String told = new BuildEvent(7, 1, Instant.EPOCH, "x", line).json();
    assertThat(EventJson.read(told)).contains(event);
  }

  @Test
  void whatIsAboutTheBuildAsAWholeIsNoStepsEvent() {
    assertThat(EventJson.read(new Milestone.Queued("ann", "new").json())).isEmpty();
    assertThat(EventJson.read("{\"event\":\"of a newer program\",\"step\":\"x\"}")).isEmpty();
  }
}
