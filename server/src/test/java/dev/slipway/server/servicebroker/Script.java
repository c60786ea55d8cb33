package dev.slipway.server.servicebroker;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a test has a back end do at its steps: go on, wait, or fail. */
final class Script implements FolderBackend.Steps {
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Map<String, Kind> failing = new ConcurrentHashMap<>();

  /** Someone who waits, or will, at a step. */
  static final class Held {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Waits until somebody is there. */
    void awaitReached() throws InterruptedException {
      if (!reached.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came to this step");
      }
    }

    /** Lets all go on. */
    void release() {
      released.countDown();
    }
  }

  /** Has whoever comes to a step wait there. */
  Held hold(String step) {
    Held one = new Held();
    held.put(step, one);
    return one;
  }

  /** Has a step fail from now on. */
  void fail(String step, Kind kind) {
    failing.put(step, kind);
  }

  /** Has all go on, and nothing fail. */
  void heal() {
    held.values().forEach(Held::release);
    held.clear();
    failing.clear();
  }

  @Override
  public void at(String step) throws BackendException {
    Held one = held.get(step);
    if (one != null) {
      one.reached.countDown();
      try {
        one.released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BackendException(Kind.UNAVAILABLE, "interrupted at " + step, e);
      }
    }
    Kind kind = failing.get(step);
    if (kind != null) {
      throw new BackendException(kind, "the folder does not do its step " + step);
    }
  }
}
