package dev.slipway.queue.live;

import dev.slipway.queue.live.Stored.Page;
import java.time.Duration;
import java.util.List;

/**
 * Follows one build; for one thread. It holds a position and nothing else: events are in the {@link
 * Topic}, once for all, and for whoever falls behind in the database.
 */
public final class Follower implements AutoCloseable {
  private final Topic topic;
  private final Pages pages;
  private final Runnable leave;
  private long position;
  private boolean ended;

  Follower(Topic topic, long after, Runnable leave) {
    this.topic = topic;
    this.pages = topic.pages();
    this.position = after;
    this.leave = leave;
  }

  /**
   * The next events, in order and without a gap, as many as there are and as come at once.
   *
   * @param most how long to wait for some
   * @return empty where none came in time, or the build is over; {@link #isAtEnd} says which
   */
  public List<StreamedEvent> next(Duration most) throws InterruptedException {
    Topic.Glance seen = topic.after(position);
    List<StreamedEvent> events = now(seen);
    if (events.isEmpty() && !ended && topic.await(seen.changes(), most)) {
      events = now(topic.after(position));
    }
    if (!events.isEmpty()) {
      position = events.getLast().seq();
    }
    return events;
  }

  private List<StreamedEvent> now(Topic.Glance seen) throws InterruptedException {
    if (!seen.events().isEmpty() || seen.goesOn()) {
      return seen.events();
    }
    Page page = pages.after(position, seen.changes());
    ended = page.over();
    if (!page.events().isEmpty() && page.events().size() < Stored.PAGE) {
      // Those are the latest: whoever else follows the build need not read them.
      topic.add(page.events());
    }
    return page.events();
  }

  /** Whether the build is over and all of its events were handed out. */
  public boolean isAtEnd() {
    return ended;
  }

  @Override
  public void close() {
    leave.run();
  }
}
