package dev.slipway.queue.worker;

import dev.slipway.queue.protocol.ToServer.Happened;
import dev.slipway.queue.protocol.ToServer.Report;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The events of an attempt that no server has stored yet, and the sending of them. One report is on
 * its way at a time, and is sent again where no answer comes: so nothing overtakes, and what
 * gathers in a broker while all servers are away is little.
 */
final class Outgoing {
  private static final int EVENTS_IN_REPORT = 1_000;

  /** Of hundreds of workers, and sent again and again, they are to fit the embedded broker. */
  private static final int CHARACTERS_IN_REPORT = 64 * 1024;

  private static final int MOST_UNSTORED = 20_000;
  private static final int MOST_CHARACTERS = 16 * 1024 * 1024;
  private static final Duration GATHER = Duration.ofMillis(30);

  private final String worker;
  private final long build;
  private final int attempt;
  private final Duration answer;
  private final Consumer<Report> send;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Happened> unstored = new ArrayDeque<>();
  private long characters;

  /** The number of the first of those that are not stored. */
  private long first = 1;

  private boolean ended;
  private boolean abandoned;

  /**
   * An attempt's.
   *
   * @param answer how long the answer to a report is waited for
   * @param send sends a report, or does not: then no answer comes
   */
  Outgoing(String worker, long build, int attempt, Duration answer, Consumer<Report> send) {
    this.worker = worker;
    this.build = build;
    this.attempt = attempt;
    this.answer = answer;
    this.send = send;
  }

  /** Takes an event; waits where too many are not stored. What comes after the end is not heard. */
  void add(Happened event) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (isFull() && !ended && !abandoned) {
        changed.await();
      }
      if (!ended && !abandoned) {
        put(event);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull() {
    return unstored.size() >= MOST_UNSTORED || characters >= MOST_CHARACTERS;
  }

  private void put(Happened event) {
    unstored.add(event);
    characters += event.body().length();
    changed.signalAll();
  }

  /** The last event; never waits. */
  void end(Happened event) {
    lock.lock();
    try {
      ended = true;
      put(event);
    } finally {
      lock.unlock();
    }
  }

  /** A server has stored all up to a number. */
  void stored(long upTo) {
    lock.lock();
    try {
      while (first <= upTo && !unstored.isEmpty()) {
        characters -= unstored.removeFirst().body().length();
        first++;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody wants to hear of it any more. */
  void abandon() {
    lock.lock();
    try {
      abandoned = true;
      unstored.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends until the last event is stored, or nobody wants to hear any more. */
  void run() throws InterruptedException {
    while (true) {
      Report next;
      lock.lockInterruptibly();
      try {
        while (unstored.isEmpty() && !ended && !abandoned) {
          changed.await();
        }
        if (abandoned || unstored.isEmpty()) {
          return;
        }
        gather();
        next = next();
      } finally {
        lock.unlock();
      }
      send.accept(next);
      awaitStored(next.first());
    }
  }

  /** Waits a moment for more, since a report of many costs hardly more than one of one. */
  private void gather() throws InterruptedException {
    long left = GATHER.toNanos();
    while (unstored.size() < EVENTS_IN_REPORT
        && characters < CHARACTERS_IN_REPORT
        && !ended
        && !abandoned
        && left > 0) {
      left = changed.awaitNanos(left);
    }
  }

  private Report next() {
    List<Happened> events = new ArrayList<>();
    int size = 0;
    for (Happened each : unstored) {
      size += each.body().length();
      if (!events.isEmpty() && (events.size() == EVENTS_IN_REPORT || size > CHARACTERS_IN_REPORT)) {
        break;
      }
      events.add(each);
    }
    return new Report(worker, build, attempt, first, events);
  }

  /** Waits until a server has stored some from a number on, at most as long as answers take. */
  private void awaitStored(long number) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = answer.toNanos();
      while (first == number && !abandoned && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
