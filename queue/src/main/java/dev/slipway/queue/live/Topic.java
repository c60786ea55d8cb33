package dev.slipway.queue.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A build that somebody follows, with its latest events. */
final class Topic {
  private static final int KEPT = 1024;
  private static final int BYTES_KEPT = 1024 * 1024;

  /** How many are handed out at once: few, since a follower that is slow holds them meanwhile. */
  private static final int AT_ONCE = Stored.PAGE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  /** Events without a gap between them. */
  private List<StreamedEvent> latest = new ArrayList<>();

  /** Counts changes, so that a waiting follower knows that there was one. */
  private long changes;

  private int followers;

  /** How much the latest events hold. */
  private long bytes;

  private final Pages pages;

  /** One whose events before those that are kept are read by somebody. */
  Topic(Pages.Reader reader) {
    this.pages = new Pages(reader);
  }

  Pages pages() {
    return pages;
  }

  void join() {
    lock.lock();
    try {
      followers++;
    } finally {
      lock.unlock();
    }
  }

  /** Whether that was the last follower. */
  boolean leave() {
    lock.lock();
    try {
      followers--;
      return followers == 0;
    } finally {
      lock.unlock();
    }
  }

  int followers() {
    return followers;
  }

  /**
   * Adds events that follow each other, as far as they are later than those that are here. Nobody
   * is woken for others: each of a thousand that begin at once would wake all.
   */
  void add(List<StreamedEvent> fresh) {
    lock.lock();
    try {
      long last = latest.isEmpty() ? 0 : latest.getLast().seq();
      if (fresh.getLast().seq() <= last) {
        return;
      }
      if (latest.isEmpty() || fresh.getFirst().seq() > last + 1) {
        latest.clear();
        bytes = 0;
      }
      for (StreamedEvent each : fresh) {
        if (latest.isEmpty() || each.seq() > last) {
          latest.add(each);
          bytes += each.size();
        }
      }
      forget();
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** Twice as much as is kept may be here, so that it is seldom moved. */
  private void forget() {
    if (latest.size() <= 2 * KEPT && bytes <= 2 * BYTES_KEPT) {
      return;
    }
    int from = Math.max(0, latest.size() - KEPT);
    long after = latest.subList(from, latest.size()).stream().mapToLong(StreamedEvent::size).sum();
    while (after > BYTES_KEPT && from < latest.size() - 1) {
      after -= latest.get(from).size();
      from++;
    }
    latest = new ArrayList<>(latest.subList(from, latest.size()));
    bytes = after;
  }

  void stir() {
    lock.lock();
    try {
      wake();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    changes++;
    news.signalAll();
  }

  /**
   * What is kept after an event.
   *
   * @param changes counts them, for {@link #await}
   * @param goesOn whether there is nothing after it, and the build goes on, as far as is known here
   */
  record Glance(List<StreamedEvent> events, long changes, boolean goesOn) {}

  /** The kept events after one, where that one's follower is kept; none otherwise. */
  Glance after(long seq) {
    lock.lock();
    try {
      if (latest.isEmpty() || latest.getFirst().seq() > seq + 1 || latest.getLast().seq() < seq) {
        return new Glance(List.of(), changes, false);
      }
      if (latest.getLast().seq() == seq) {
        boolean ended = latest.getLast().event().kind().equals("ended");
        return new Glance(List.of(), changes, !ended);
      }
      int from = (int) (seq + 1 - latest.getFirst().seq());
      int to = Math.min(from + AT_ONCE, latest.size());
      return new Glance(List.copyOf(latest.subList(from, to)), changes, true);
    } finally {
      lock.unlock();
    }
  }

  /** The number of the last event that is kept; 0 where none is. */
  long last() {
    lock.lock();
    try {
      return latest.isEmpty() ? 0 : latest.getLast().seq();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there was a change since, or the time is over; says whether there was one. */
  boolean await(long seen, Duration most) throws InterruptedException {
    lock.lock();
    try {
      long left = most.toNanos();
      while (changes == seen && left > 0) {
        left = news.awaitNanos(left);
      }
      return changes != seen;
    } finally {
      lock.unlock();
    }
  }
}
