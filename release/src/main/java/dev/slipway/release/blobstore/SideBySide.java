package dev.slipway.release.blobstore;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs several transfers at once. */
public final class SideBySide {
  private static final int THREADS = 5;

  private SideBySide() {}

  /**
   * Runs all of them to their end, so that what can be fetched is there the next time, even where
   * others fail.
   *
   * @throws IOException one for all that failed
   */
  public static void run(List<? extends Callable<?>> transfers)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (Callable<?> each : transfers) {
        running.add(threads.submit(each));
      }
      try {
        await(running);
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw e;
      }
    }
  }

  private static void await(List<Future<?>> running) throws IOException, InterruptedException {
    List<IOException> faults = new ArrayList<>();
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof IOException fault)) {
          throw new IllegalStateException(e.getCause());
        }
        faults.add(fault);
      }
    }
    if (faults.size() == 1) {
      throw faults.getFirst();
    }
    if (!faults.isEmpty()) {
      Code code = faults.getFirst() instanceof ReleaseException e ? e.code() : Code.UNREACHABLE;
      List<String> messages = faults.stream().map(IOException::getMessage).distinct().toList();
      throw new ReleaseException(code, String.join("\n", messages), faults.getFirst());
    }
  }
}
