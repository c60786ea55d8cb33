package dev.slipway.cli.export;

import dev.slipway.process.Event;
import java.util.function.LongConsumer;

/** Tells how far copying a disk has come, a hundred times at most. */
final class Percent implements LongConsumer {
  private final Event.Listener events;
  private final String step;
  private final long total;
  private long told = -1;

  Percent(Event.Listener events, String step, long total) {
    this.events = events;
    this.step = step;
    this.total = total;
  }

  @Override
  public void accept(long done) {
    // In two parts: a disk may have more than a hundredth of what a long counts.
    long percent = total < 100 ? 100 : Math.min(100, done / (total / 100));
    if (percent > told) {
      told = percent;
      events.on(new Event.Progress(step, done, total, "bytes"));
    }
  }
}
