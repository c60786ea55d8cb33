package dev.slipway.cli.terminal;

import dev.slipway.process.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * On a terminal: a line for each step that has ended, and below them, drawn again and again, one
 * with a bar for each that runs.
 */
final class BarProgress implements Progress {
  private static final int BAR = 24;
  private static final int NAME = 22;
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final int columns;
  private final boolean verbose;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final Thread ticker;
  private int drawn;
  private long lastDrawn;

  private static final class Running {
    private final String title;
    private final long begun = System.nanoTime();
    private long done;
    private long total;
    private String unit = "";
    private String line = "";

    private Running(String title) {
      this.title = title;
    }
  }

  BarProgress(PrintStream out, int columns, boolean verbose) {
    this.out = out;
    this.columns = columns;
    this.verbose = verbose;
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
      case Event.Started(String step, String title) -> {
        running.put(step, new Running(title));
        draw(true);
      }
      case Event.Progress p -> {
        Running r = running.get(p.step());
        if (r != null) {
          r.done = p.done();
          r.total = p.total();
          r.unit = p.unit();
          draw(false);
        }
      }
      case Event.Output(String step, String line) -> {
        Running r = running.get(step);
        if (verbose) {
          above(step + "| " + line);
        } else if (r != null) {
          r.line = line;
          draw(false);
        }
      }
      case Event.Warning(String step, String message) -> above("! " + step + ": " + message);
      case Event.Finished(String step, Event.Outcome outcome, Duration took) -> {
        Running r = running.remove(step);
        String what = r == null ? "" : r.title;
        above(
            outcome == Event.Outcome.CACHED
                ? "\u2713 " + padded(step) + "cached"
                : "\u2713 " + padded(step) + what + ", " + LineProgress.seconds(took.toMillis()));
      }
      case Event.Failed(String step, String _) -> {
        running.remove(step);
        above("\u2717 " + padded(step) + "failed");
      }
    }
  }

  /** Writes a line that stays, above those that are drawn again. */
  private void above(String line) {
    erase();
    out.println(cut(line));
    draw(true);
  }

  private synchronized void draw(boolean now) {
    if (!now && System.nanoTime() - lastDrawn < REDRAW_NANOS) {
      return;
    }
    erase();
    for (Map.Entry<String, Running> each : running.entrySet()) {
      out.println(cut("\u2022 " + padded(each.getKey()) + state(each.getValue())));
    }
    out.flush();
    drawn = running.size();
    lastDrawn = System.nanoTime();
  }

  private void erase() {
    for (; drawn > 0; drawn--) {
      out.print("\u001b[1A" + CLEAR_LINE);
    }
  }

  private static String state(Running r) {
    String time = LineProgress.seconds((System.nanoTime() - r.begun) / 1_000_000);
    if (r.total <= 0 || r.done >= r.total) {
      return r.line.isEmpty() ? r.title + " " + time : time + "  " + clean(r.line);
    }
    int full = (int) (r.done * BAR / r.total);
    String bar = "\u2588".repeat(full) + "\u2591".repeat(BAR - full);
    String count =
        r.unit.equals("bytes")
            ? "%d/%d MB".formatted(r.done / 1_000_000, r.total / 1_000_000)
            : r.done + "/" + r.total + " " + r.unit;
    return bar + " " + r.done * 100 / r.total + " %  " + count + "  " + time;
  }

  private static String clean(String line) {
    return line.replaceAll("\\p{Cntrl}", " ").strip();
  }

  private static String padded(String name) {
    return name.length() >= NAME ? name + " " : name + " ".repeat(NAME - name.length());
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
