package dev.slipway.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Event;
import dev.slipway.process.Event.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarProgressTest {
  private static final int COLUMNS = 56;

  private final Screen screen = new Screen();

  private BarProgress progress(boolean verbose, int lines) {
    return new BarProgress(screen.out, COLUMNS, verbose, lines);
  }

  @Test
  void whatHasEndedStaysAboveWhatRuns() {
    try (BarProgress progress = progress(false, 0)) {
      progress.on(new Event.Started("fetch", "Fetch 3 packages"));
      progress.on(new Event.Started("install", "Install 3 packages"));
      progress.on(new Event.Finished("resolve", Outcome.CACHED, Duration.ZERO));
      progress.on(new Event.Finished("fetch", Outcome.DONE, Duration.ofMillis(1234)));
      assertThat(screen.lines())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("✓ resolve                cached"),
              line ->
                  assertThat(line).isEqualTo("✓ fetch                   1.2 s  Fetch 3 packages"),
              line -> assertThat(line).matches("• install +0\\.\\d s  Install 3 packages"));
    }
    assertThat(screen.lines()).hasSize(2);
  }

  @Test
  void aBarShowsHowMuchIsDone() {
    try (BarProgress progress = progress(false, 0)) {
      progress.on(new Event.Started("fetch", "Fetch"));
      progress.on(new Event.Progress("fetch", 30_000_000, 60_000_000, "bytes"));
      progress.on(new Event.Started("other", ""));
      assertThat(screen.lines().getFirst()).contains("  ████████████░░").hasSizeLessThan(COLUMNS);
    }
  }

  @Test
  void aNarrowTerminalCutsTitlesAndNotTimes() {
    try (BarProgress progress = progress(false, 0)) {
      progress.on(new Event.Started("disk", "Write the disk, which has a very long name"));
      progress.on(new Event.Finished("disk", Outcome.DONE, Duration.ofSeconds(75)));
      assertThat(screen.lines())
          .singleElement()
          .asString()
          .startsWith("✓ disk                   75.0 s  Write")
          .endsWith("…")
          .hasSizeLessThan(COLUMNS);
    }
  }

  @Test
  void aWatchedStepShowsItsLastLines() {
    try (BarProgress progress = progress(false, 2)) {
      progress.on(new Event.Started("boot", "Boot"));
      for (String line : new String[] {"one", "two", "\tthree\u001b[31m"}) {
        progress.on(new Event.Output("boot", line));
      }
      progress.keep("this stays, though it is longer than the terminal is wide");
      assertThat(screen.lines())
          .satisfiesExactly(
              line -> assertThat(line).endsWith("the terminal is wide"),
              line -> assertThat(line).startsWith("• boot "),
              line -> assertThat(line).isEqualTo("  │ two"),
              line -> assertThat(line).isEqualTo("  │  three [31m"));
      progress.on(new Event.Failed("boot", "it did not come up"));
      assertThat(screen.lines())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("this stays"),
              line -> assertThat(line).isEqualTo("✗ boot                   failed"));
    }
  }

  @Test
  void allOutputStaysWhereThatIsWanted() {
    try (BarProgress progress = progress(true, 0)) {
      progress.on(new Event.Started("boot", "Boot"));
      progress.on(new Event.Output("boot", "one"));
      progress.on(new Event.Warning("boot", "beware"));
    }
    assertThat(screen.lines()).containsExactly("boot| one", "! boot: beware");
  }
}
