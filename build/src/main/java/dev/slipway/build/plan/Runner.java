package dev.slipway.build.plan;

import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.Staging;
import dev.slipway.build.cache.Trees;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps and what they need, side by side where they do not need each other. A step whose
 * result is there is not run, nor is what only it would need.
 */
public final class Runner {
  private final Cache cache;
  private final Event.Listener events;
  private final IdentityHashMap<Step, FutureTask<Void>> tasks = new IdentityHashMap<>();
  private final AtomicReference<@Nullable Exception> fault = new AtomicReference<>();
  private final StepThreads threads = new StepThreads();

  /** A runner that keeps results in a cache. */
  public Runner(Cache cache, Event.Listener events) {
    this.cache = cache;
    this.events = events;
  }

  /**
   * Runs steps to their end; the first failure ends all that still run.
   *
   * @throws InterruptedException where this thread is interrupted; no step runs any more then
   */
  public void run(List<Step> steps) throws IOException, InterruptedException {
    try {
      require(steps);
    } catch (IOException | InterruptedException e) {
      // Where one step fails, the others end because of it.
      switch (fault.get()) {
        case IOException first -> throw first;
        case RuntimeException first -> throw first;
        case null, default -> throw e;
      }
    } finally {
      threads.end();
    }
  }

  private void require(List<Step> steps) throws IOException, InterruptedException {
    List<FutureTask<Void>> started = steps.stream().map(this::start).toList();
    for (FutureTask<Void> task : started) {
      try {
        task.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException fault -> throw fault;
          case InterruptedException fault -> throw fault;
          case RuntimeException fault -> throw fault;
          case null, default -> throw new IllegalStateException(e.getCause());
        }
      }
    }
  }

  private synchronized FutureTask<Void> start(Step step) {
    return tasks.computeIfAbsent(
        step,
        s -> {
          FutureTask<Void> task =
              new FutureTask<>(() -> {
                execute(s);
                return null;
              });
          threads.start(s.name(), task);
          return task;
        });
  }

  private void execute(Step step) throws IOException, InterruptedException {
    if (step.isDone(cache) && (!step.isKept() || cache.find(step.fingerprint()).isPresent())) {
      events.on(new Event.Finished(step.name(), Event.Outcome.CACHED, Duration.ZERO));
      return;
    }
    require(step.needs());
    events.on(new Event.Started(step.name(), step.title()));
    long begun = System.nanoTime();
    try {
      make(step);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted() || fault.get() != null) {
        throw e;
      }
      IOException explained = Faults.explain(step, e);
      if (fault.compareAndSet(null, explained)) {
        events.on(new Event.Failed(step.name(), String.valueOf(explained.getMessage())));
        threads.interrupt();
      }
      throw explained;
    } catch (RuntimeException e) {
      fault.compareAndSet(null, e);
      threads.interrupt();
      throw e;
    }
    events.on(
        new Event.Finished(
            step.name(), Event.Outcome.DONE, Duration.ofNanos(System.nanoTime() - begun)));
  }

  private void make(Step step) throws IOException, InterruptedException {
    try (Staging staging = cache.stage()) {
      Path scratch = Files.createDirectory(staging.folder().resolve("scratch"));
      step.run(new Work(step, cache, staging.result(), scratch, events));
      if (step.isKept()) {
        Trees.delete(scratch);
        cache.commit(staging, step.fingerprint());
      }
    }
  }
}
