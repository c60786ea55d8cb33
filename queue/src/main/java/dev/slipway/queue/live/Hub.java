package dev.slipway.queue.live;

import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Events;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Brings events to whoever follows builds on this server. The latest events of a followed build are
 * kept in memory, so that a thousand followers cost one read and not a thousand.
 */
public final class Hub {
  /** How many events that another server has stored are read at once. */
  private static final int LOOKED_AT = 1000;

  private final Events events;
  private final Stored stored;
  private final Map<Long, Topic> topics = new ConcurrentHashMap<>();
  private volatile Consumer<List<BuildEvent>> listener = _ -> {};

  /** A hub over what is stored. */
  public Hub(Builds builds, Events events) {
    this.events = events;
    this.stored = new Stored(builds, events);
  }

  /** Has somebody told of all events that this server stores. */
  public void onStored(Consumer<List<BuildEvent>> newListener) {
    listener = newListener;
  }

  /** These events of a build were just stored; they follow each other. */
  public void stored(long build, List<BuildEvent> fresh) {
    listener.accept(fresh);
    Topic topic = topics.get(build);
    if (topic != null && !fresh.isEmpty()) {
      topic.add(StreamedEvent.all(fresh));
    }
  }

  /** There may be new events of a build in the database. */
  public void changed(long build) {
    Topic topic = topics.get(build);
    if (topic != null && topic.last() == 0) {
      topic.stir();
    } else if (topic != null) {
      look(build, topic);
    }
  }

  /** Looks for new events of all builds that are followed: news of them may have been lost. */
  public void look() {
    topics.forEach(this::look);
  }

  private void look(long build, Topic topic) {
    long last = topic.last();
    if (last > 0) {
      stored(build, events.after(build, last, LOOKED_AT));
    }
  }

  /**
   * Follows a build from after one of its events; the caller closes the follower.
   *
   * @param after 0 for all
   */
  public Follower follow(long build, long after) {
    Topic topic =
        topics.compute(
            build,
            (_, there) -> {
              Topic t = there == null ? new Topic(seq -> stored.after(build, seq)) : there;
              t.join();
              return t;
            });
    return new Follower(
        topic, after, () -> topics.computeIfPresent(build, (_, t) -> t.leave() ? null : t));
  }

  /** How many follow builds here. */
  public int followers() {
    return topics.values().stream().mapToInt(Topic::followers).sum();
  }
}
