package dev.slipway.cli.terminal;

import dev.slipway.process.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * On a terminal: a line for each step that has ended, and below them, drawn again and again, one
 * with a bar for each that runs.
 */
final class BarProgress implements Progress {
  /** How wide names are. */
  static final int NAME = 21;

  private static final int TIME = 7;
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final int columns;
  private final boolean verbose;
  private final int lines;
  private final Map<String, RunningStep> running = new LinkedHashMap<>();
  private final Thread ticker;
  private int drawn;
  private long lastDrawn;

  /**
   * Shows events until it is closed.
   *
   * @param columns how wide the terminal is
   * @param verbose whether all output stays
   * @param lines how many lines of a running step's output are shown below it
   */
  BarProgress(PrintStream out, int columns, boolean verbose, int lines) {
    this.out = out;
    this.columns = columns;
    this.verbose = verbose;
    this.lines = lines;
    // The times go on where nothing else happens.
    this.ticker =
        Thread.ofPlatform()
            .daemon()
            .name("progress")
            .start(() -> {
              try {
                while (true) {
                  Thread.sleep(Duration.ofMillis(500));
                  draw(true);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  @Override
  public synchronized void on(Event event) {
    switch (event) {
      case Event.Planned _ -> {}
      case Event.Started(String step, String title) -> {
        running.put(step, new RunningStep(title, lines));
        draw(true);
      }
      case Event.Progress p -> {
        RunningStep r = running.get(p.step());
        if (r != null) {
          r.progress(p);
          draw(false);
        }
      }
      case Event.Output(String step, String line) -> output(step, line);
      case Event.Warning(String step, String message) -> keep("! " + step + ": " + message);
      case Event.Finished(String step, Event.Outcome outcome, Duration took) -> {
        RunningStep r = running.remove(step);
        String time =
            outcome == Event.Outcome.CACHED ? "cached" : LineProgress.seconds(took.toMillis());
        above(cut(line("\u2713", step, time, r == null ? "" : r.title())));
      }
      case Event.Failed(String step, String _) -> {
        running.remove(step);
        above(cut(line("\u2717", step, "failed", "")));
      }
    }
  }

  private void output(String step, String line) {
    RunningStep r = running.get(step);
    if (verbose) {
      keep(step + "| " + line);
    } else if (r != null) {
      r.output(line);
      draw(false);
    }
  }

  /** What stays is whole, however long it is. */
  @Override
  public synchronized void keep(String line) {
    above(plain(line));
  }

  /** Without what would steer the terminal. */
  static String plain(String line) {
    return line.replaceAll("\\p{Cntrl}", " ").stripTrailing();
  }

  /** A step in columns: a mark, its name, how long it took, and more about it. */
  static String line(String mark, String name, String time, String more) {
    String form = "%s %-" + NAME + "s %" + TIME + "s  %s";
    return form.formatted(mark, name, time, more).stripTrailing();
  }

  /** Writes a line that stays, above those that are drawn again. */
  private void above(String line) {
    erase();
    out.println(line);
    draw(true);
  }

  private synchronized void draw(boolean now) {
    if (!now && System.nanoTime() - lastDrawn < REDRAW_NANOS) {
      return;
    }
    erase();
    List<String> all = new ArrayList<>();
    running.forEach((name, step) -> all.addAll(step.drawn(name)));
    all.forEach(line -> out.println(cut(line)));
    out.flush();
    drawn = all.size();
    lastDrawn = System.nanoTime();
  }

  /** Also what the user's keys have left behind: the ^C of Ctrl-C. */
  private void erase() {
    out.print(CLEAR_LINE);
    for (; drawn > 0; drawn--) {
      out.print("\u001b[1A" + CLEAR_LINE);
    }
  }

  private String cut(String line) {
    return line.length() < columns ? line : line.substring(0, Math.max(1, columns - 2)) + "\u2026";
  }

  @Override
  public synchronized void close() {
    ticker.interrupt();
    erase();
    running.clear();
    out.flush();
  }
}
