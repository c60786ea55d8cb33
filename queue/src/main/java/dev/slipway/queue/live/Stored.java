package dev.slipway.queue.live;

import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Events;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * What followers read from the database. Only a few of all followers of all builds read at once:
 * others need connections too. Who waits in line has none.
 */
final class Stored {
  /** How many events are read at once: few, since a follower that is slow holds them meanwhile. */
  static final int PAGE = 200;

  private static final int READERS = 4;

  private final Builds builds;
  private final Events events;
  private final Semaphore readers = new Semaphore(READERS, true);

  Stored(Builds builds, Events events) {
    this.builds = builds;
    this.events = events;
  }

  /**
   * What there is after an event.
   *
   * @param over whether the build is over and there is nothing
   */
  record Page(List<StreamedEvent> events, boolean over) {}

  /** Reads what there is after an event of a build. */
  Page after(long build, long seq) throws InterruptedException {
    readers.acquire();
    try {
      List<BuildEvent> some = events.after(build, seq, PAGE);
      boolean over = false;
      if (some.isEmpty() && isOver(build)) {
        // It may have ended between the two looks.
        some = events.after(build, seq, PAGE);
        over = some.isEmpty();
      }
      return new Page(StreamedEvent.all(some), over);
    } finally {
      readers.release();
    }
  }

  private boolean isOver(long build) {
    return builds.get(build).map(b -> b.state().isOver()).orElse(true);
  }
}
