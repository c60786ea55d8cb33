package dev.slipway.disk.parallel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs one piece of work, which divides itself, in several threads. */
public final class SideBySide {
  /** More readers than this gain nothing. */
  private static final int MOST = 4;

  private SideBySide() {}

  /** What each of the threads runs, until there is nothing left to do. */
  public interface Work {
    void run() throws IOException;
  }

  /**
   * Runs the work in as many threads as there are processors, four at the most, and waits for all.
   * Work that fails has to make the others stop by itself.
   *
   * @throws IOException the first failure; unchecked failures are thrown as they are
   */
  public static void run(Work work) throws IOException {
    int threads = Math.min(MOST, Runtime.getRuntime().availableProcessors());
    Callable<Boolean> call =
        () -> {
          work.run();
          return true;
        };
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Boolean> done : pool.invokeAll(Collections.nCopies(threads, call))) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while files were read");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
