package dev.slipway.release.render;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that Ruby runs on: with a stack of a known size, so that templates within templates end
 * the same way everywhere, and such that nobody hangs with one that cannot be stopped.
 */
final class Workers implements AutoCloseable {
  private static final long STACK = 8L << 20;

  private final AtomicInteger count = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::thread);
  private final Duration limit;

  /** With the time after which nothing is waited for. */
  Workers(Duration limit) {
    this.limit = limit;
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "ruby-" + count.incrementAndGet(), STACK);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs something there and waits for it.
   *
   * @throws ExecutionException with what it threw
   * @throws TimeoutException where it does not end
   */
  <T> T run(Callable<T> work) throws InterruptedException, ExecutionException, TimeoutException {
    Future<T> running = threads.submit(work);
    try {
      return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      running.cancel(true);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
