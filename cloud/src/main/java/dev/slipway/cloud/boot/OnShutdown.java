package dev.slipway.cloud.boot;

import java.time.Duration;

/** Interrupts a thread when this program is asked to end, and lets it tidy up for a moment. */
final class OnShutdown implements AutoCloseable {
  private static final Duration TIDY_UP = Duration.ofSeconds(5);

  private final Thread hook;

  private OnShutdown(Thread hook) {
    this.hook = hook;
  }

  static OnShutdown interrupt(Thread thread) {
    Thread hook = new Thread(() -> end(thread), "end-boot-test");
    Runtime.getRuntime().addShutdownHook(hook);
    return new OnShutdown(hook);
  }

  private static void end(Thread thread) {
    thread.interrupt();
    try {
      thread.join(TIDY_UP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    // While the program is ending the hook runs already, and nothing is to be removed.
    if (!hook.isAlive()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        hook.interrupt();
      }
    }
  }
}
