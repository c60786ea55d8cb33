package dev.slipway.release.compile;

import dev.slipway.release.manifest.ReleaseManifest.PackageBuild;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Works on packages side by side, on each when those that it needs are done. */
final class InOrder {
  private final Dependencies dependencies;
  private final Work work;
  private final List<PackageBuild> waiting;
  private final Set<String> done = new HashSet<>();

  /** What is done with a package. */
  interface Work {
    void on(PackageBuild one) throws IOException, InterruptedException;
  }

  InOrder(Dependencies dependencies, Work work) {
    this.dependencies = dependencies;
    this.work = work;
    this.waiting = new ArrayList<>(dependencies.all());
  }

  /**
   * Does all of it; the first failure ends what still runs.
   *
   * @param jobs how many are worked on at a time
   */
  void run(int jobs) throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
      try {
        run(new ExecutorCompletionService<>(threads));
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException fault -> throw fault;
          case InterruptedException fault -> throw fault;
          case RuntimeException fault -> throw fault;
          case null, default -> throw new IllegalStateException(e.getCause());
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private void run(CompletionService<String> running)
      throws InterruptedException, ExecutionException {
    int begun = begin(running);
    while (begun > 0) {
      done.add(running.take().get());
      begun += begin(running) - 1;
    }
  }

  private int begin(CompletionService<String> running) {
    List<PackageBuild> ready = waiting.stream().filter(this::isReady).toList();
    waiting.removeAll(ready);
    for (PackageBuild each : ready) {
      running.submit(() -> {
        work.on(each);
        return each.name();
      });
    }
    return ready.size();
  }

  private boolean isReady(PackageBuild one) {
    return dependencies.direct(one).stream().allMatch(d -> done.contains(d.name()));
  }
}
