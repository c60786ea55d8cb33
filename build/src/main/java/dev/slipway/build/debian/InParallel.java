package dev.slipway.build.debian;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same work for many things, a few at once; the first fault ends all of it. */
final class InParallel {
  private InParallel() {}

  interface Work<T> {
    void on(T thing) throws IOException, InterruptedException;
  }

  static <T> void each(List<T> things, int atOnce, Work<T> work)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      ExecutorCompletionService<Void> service = new ExecutorCompletionService<>(threads);
      List<Future<Void>> all = new ArrayList<>();
      for (T thing : things) {
        all.add(
            service.submit(() -> {
              work.on(thing);
              return null;
            }));
      }
      try {
        for (int i = 0; i < all.size(); i++) {
          service.take().get();
        }
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException fault -> throw fault;
          case InterruptedException fault -> throw fault;
          case RuntimeException fault -> throw fault;
          case null, default -> throw new IllegalStateException(e.getCause());
        }
      } finally {
        all.forEach(future -> future.cancel(true));
        threads.shutdownNow();
      }
    }
  }
}
