package dev.slipway.cli.terminal;

import dev.slipway.process.Event;
import java.io.PrintStream;
import java.util.Locale;

/** A line for each beginning and end, as it fits a log. */
final class LineProgress implements Progress {
  private final PrintStream out;
  private final boolean verbose;

  LineProgress(PrintStream out, boolean verbose) {
    this.out = out;
    this.verbose = verbose;
  }

  @Override
  public synchronized void on(Event event) {
    switch (event) {
      case Event.Started(String step, String title) -> out.println(step + ": " + title);
      case Event.Output(String step, String line) when verbose -> out.println(step + "| " + line);
      case Event.Warning(String step, String message) ->
          out.println(step + ": warning: " + message);
      case Event.Finished(String step, Event.Outcome outcome, var took) ->
          out.println(
              outcome == Event.Outcome.CACHED
                  ? step + ": cached"
                  : step + ": done in " + seconds(took.toMillis()));
      case Event.Failed(String step, String _) -> out.println(step + ": failed");
      case Event.Planned _, Event.Output _, Event.Progress _ -> {}
    }
  }

  @Override
  public synchronized void keep(String line) {
    out.println(line);
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  @Override
  public void close() {}
}
