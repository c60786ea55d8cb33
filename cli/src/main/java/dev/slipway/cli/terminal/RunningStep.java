package dev.slipway.cli.terminal;

import dev.slipway.process.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A step that runs, and how a terminal shows it. */
final class RunningStep {
  private static final int BAR = 24;
  private static final int SHORTEST_BAR = 6;

  private final String title;
  private final int lines;
  private final long begun = System.nanoTime();
  private final Deque<String> last = new ArrayDeque<>();
  private long done;
  private long total;
  private String unit = "";

  /**
   * A step that begins now.
   *
   * @param lines how many lines of its output are shown below it; 0 for the last one beside it
   */
  RunningStep(String title, int lines) {
    this.title = title;
    this.lines = lines;
  }

  String title() {
    return title;
  }

  /** It has come so far. */
  void progress(Event.Progress event) {
    done = event.done();
    total = event.total();
    unit = event.unit();
  }

  /** It wrote a line. */
  void output(String line) {
    if (last.size() == Math.max(lines, 1)) {
      last.removeFirst();
    }
    last.addLast(BarProgress.plain(line));
  }

  /** What is shown, under its name: one line, and those of its output. */
  List<String> drawn(String name) {
    List<String> drawn = new ArrayList<>();
    drawn.add(BarProgress.line("\u2022", name, time(), state(bar(name))));
    if (lines > 0) {
      last.forEach(line -> drawn.add("  \u2502 " + line));
    }
    return drawn;
  }

  private String time() {
    return LineProgress.seconds((System.nanoTime() - begun) / 1_000_000);
  }

  /** A long name takes its room from the bar, so that the numbers behind it are seen. */
  private static int bar(String name) {
    return Math.max(SHORTEST_BAR, BAR - Math.max(0, name.length() - BarProgress.NAME));
  }

  private String state(int width) {
    if (total <= 0 || done >= total) {
      return lines > 0 || last.isEmpty() ? title : last.getLast().strip();
    }
    int full = (int) (done * width / total);
    String bar = "\u2588".repeat(full) + "\u2591".repeat(width - full);
    String count =
        unit.equals("bytes")
            ? "%d/%d MB".formatted(done / 1_000_000, total / 1_000_000) + pace()
            : done + "/" + total + " " + unit;
    return bar + " %3d %%  ".formatted(done * 100 / total) + count;
  }

  /** How fast bytes go by, and how long the rest takes at that rate; not before that is known. */
  private String pace() {
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (seconds < 1 || done == 0) {
      return "";
    }
    double left = seconds * (total - done) / done;
    return "  %d MB/s  %s left".formatted(Math.round(done / seconds / 1e6), clock(left));
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
  }
}
