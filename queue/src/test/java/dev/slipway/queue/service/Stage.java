package dev.slipway.queue.service;

import dev.slipway.process.Event;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.EventJson;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.protocol.ToWorker;
import dev.slipway.queue.worker.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What a worker does in tests, as the build's name says: {@code quick} ends at once, {@code
 * failing} fails the first time, {@code held} waits until it is let go, {@code stubborn} too, and
 * goes on for a second when it is to end; {@code long} tells much.
 */
final class Stage implements Task {
  static final int MUCH = 5_000;

  /** Jobs as they are begun. */
  final BlockingQueue<ToWorker.Job> begun = new LinkedBlockingQueue<>();

  /** Jobs that were stopped, when nothing of them runs any more. */
  final BlockingQueue<ToWorker.Job> stopped = new LinkedBlockingQueue<>();

  private final Map<Long, CountDownLatch> held = new ConcurrentHashMap<>();

  @Override
  public Milestone.Ended run(ToWorker.Job job, Path folder, Events events)
      throws InterruptedException {
    begun.add(job);
    try {
      tell(events, new Event.Started("work", "Work"));
      switch (job.name()) {
        case "held" -> latch(job.build()).await();
        case "stubborn" -> stubbornly(job.build());
        case "long" -> {
          for (int i = 1; i <= MUCH; i++) {
            tell(events, new Event.Output("work", "line " + i));
          }
        }
        default -> {}
      }
    } catch (InterruptedException e) {
      stopped.add(job);
      throw e;
    }
    tell(events, new Event.Output("work", "on " + job.architecture()));
    if (job.name().equals("failing") && job.attempt() == 1) {
      tell(events, new Event.Failed("work", "no luck"));
      return new Milestone.Ended(BuildState.FAILED, Optional.of("no luck"), Optional.of("work"));
    }
    tell(events, new Event.Finished("work", Event.Outcome.DONE, Duration.ofMillis(1)));
    return new Milestone.Ended(BuildState.SUCCEEDED, Optional.empty(), Optional.empty());
  }

  private void stubbornly(long build) throws InterruptedException {
    try {
      latch(build).await();
    } catch (InterruptedException e) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      throw e;
    }
  }

  private CountDownLatch latch(long build) {
    return held.computeIfAbsent(build, _ -> new CountDownLatch(1));
  }

  /** Lets a build that is held go on. */
  void release(long build) {
    latch(build).countDown();
  }

  /** Waits for the next job. */
  ToWorker.Job next() throws InterruptedException {
    ToWorker.Job job = begun.poll(30, TimeUnit.SECONDS);
    if (job == null) {
      throw new AssertionError("no job came");
    }
    return job;
  }

  private static void tell(Events events, Event event) throws InterruptedException {
    String body = EventJson.line(event);
    events.add(event.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT), body);
  }
}
