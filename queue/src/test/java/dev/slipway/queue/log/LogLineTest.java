package dev.slipway.queue.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Event;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.event.EventJson;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.store.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogLineTest {
  private static LogLine line(String kind, String body) {
    BuildEvent event = new BuildEvent(9, 1, Instant.EPOCH, kind, body);
    return LogLine.of(new Journal.Line(7, event));
  }

  private static String said(String text) {
    return line("output", EventJson.line(new Event.Output("install", text))).text();
  }

  private static String text(Milestone milestone) {
    return line(milestone.kind(), milestone.json()).text();
  }

  @Test
  void coloursAndTitlesOfTerminalsAreLeftOut() {
    assertThat(said("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007plain")).isEqualTo("red plain");
    assertThat(said("a\u001b(Bb\u0000c\u007f")).isEqualTo("aBbc");
  }

  @Test
  void aLineThatWasWrittenOverIsShownAsItEnded() {
    assertThat(said(" 10 %\r 50 %\r100 %")).isEqualTo("100 %");
    assertThat(said("with the ends of another system\r"))
        .isEqualTo("with the ends of another system");
  }

  @Test
  void tabsAndMarkupStayAsTheyAre() {
    assertThat(said("a\t<b>&amp;</b>")).isEqualTo("a\t<b>&amp;</b>");
  }

  @Test
  void aStepTellsHowItEnded() {
    Event done = new Event.Finished("install", Event.Outcome.DONE, Duration.ofMillis(13_400));
    Event cached = new Event.Finished("install", Event.Outcome.CACHED, Duration.ZERO);
    assertThat(line("finished", EventJson.line(done)).text()).isEqualTo("done in 13 s");
    assertThat(line("finished", EventJson.line(cached)).text()).isEqualTo("found in the cache");
  }

  @Test
  void milestonesAreSentences() {
    assertThat(text(new Milestone.Queued("anna", "new"))).isEqualTo("submitted by anna");
    assertThat(text(new Milestone.Queued("anna", "retried"))).isEqualTo("queued again for anna");
    assertThat(text(new Milestone.Lost("w1", "silent"))).isEqualTo("worker w1 is lost: silent");
    assertThat(
            text(new Milestone.Ended(BuildState.FAILED, Optional.of("no room"), Optional.empty())))
        .isEqualTo("failed: no room");
    assertThat(
            text(new Milestone.Ended(BuildState.FAILED, Optional.of("why"), Optional.of("disk"))))
        .as("the step has said why")
        .isEqualTo("failed");
  }
}
