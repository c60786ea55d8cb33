package dev.slipway.server;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.LoggerFactory;

/** A part that starts beside others. */
final class Beside<T extends AutoCloseable> implements AutoCloseable {
  private final FutureTask<T> task;

  private Beside(FutureTask<T> task) {
    this.task = task;
  }

  static <T extends AutoCloseable> Beside<T> start(Callable<T> starter) {
    FutureTask<T> task = new FutureTask<>(starter);
    Thread.ofPlatform().daemon().name("start").start(task);
    return new Beside<>(task);
  }

  /** Waits until it has started. */
  void await() throws IOException, InterruptedException {
    try {
      task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException fault -> throw fault;
        case RuntimeException fault -> throw fault;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /** Closes it as soon as it has started; one that could not start is closed already. */
  @Override
  public void close() {
    try {
      task.get().close();
    } catch (ExecutionException e) {
      LoggerFactory.getLogger(Beside.class).debug("it has not started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LoggerFactory.getLogger(Beside.class).warn("a part did not end well", e);
    }
  }
}
