package dev.slipway.queue.log;

import dev.slipway.database.Database;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.store.Events;
import dev.slipway.queue.store.Journal;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds' logs as text, a line for each. */
public final class BuildLog {
  private static final int AT_ONCE = 1_000;
  private static final Set<String> SAID = Set.of("output", "warning", "failed", "ended");

  private final Events events;

  /** Logs of a service's builds. */
  public BuildLog(Database database) {
    this(new Events(database));
  }

  /** Logs of builds with these events. */
  public BuildLog(Events events) {
    this.events = events;
  }

  /** Takes events in order. */
  private interface Reader {
    void read(BuildEvent event) throws IOException;
  }

  /**
   * Writes all that happened, each line with its time and its step.
   *
   * @param upTo the number of the last event; those before are always the same
   */
  public void whole(long build, long upTo, Writer out) throws IOException {
    read(
        build,
        Optional.empty(),
        event -> {
          if (event.seq() <= upTo && Journal.isLine(event)) {
            LogLine line = LogLine.of(event);
            out.write(line.at().toString());
            out.write(line.step().isEmpty() ? " " : " [" + line.step() + "] ");
            out.write(line.text() + "\n");
          }
        });
  }

  /**
   * Writes what steps have said, and how the build ended.
   *
   * @param step only what this one has said, and without its name before each line
   */
  public void said(long build, Optional<String> step, Writer out) throws IOException {
    read(
        build,
        Optional.of(SAID),
        event -> {
          LogLine line = LogLine.of(event);
          if (step.isEmpty()) {
            boolean over = event.kind().equals("ended");
            out.write(over ? "build " + build + " " : line.step() + ": ");
            out.write(line.text() + "\n");
          } else if (step.get().equals(line.step())) {
            out.write(line.text() + "\n");
          }
        });
  }

  private void read(long build, Optional<Set<String>> kinds, Reader reader) throws IOException {
    long last = 0;
    List<BuildEvent> some;
    do {
      some =
          kinds.isPresent()
              ? events.after(build, last, kinds.get(), AT_ONCE)
              : events.after(build, last, AT_ONCE);
      for (BuildEvent each : some) {
        reader.read(each);
        last = each.seq();
      }
    } while (some.size() == AT_ONCE);
  }
}
