package dev.slipway.queue.worker;

import dev.slipway.build.cache.Trees;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.protocol.ToServer.Happened;
import dev.slipway.queue.protocol.ToServer.Report;
import dev.slipway.queue.protocol.ToServer.Running;
import dev.slipway.queue.protocol.ToWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that a worker has, from its beginning until a server knows of its end. */
final class Attempt {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private final WorkerSettings settings;
  private final ToWorker.Job job;
  private final Task task;
  private final Clock clock;
  private final Outgoing outgoing;
  private final ReentrantLock lock = new ReentrantLock();

  /** The task has a thread of its own, so that what stops it stops nothing else. */
  private @Nullable Thread working;

  private boolean stopped;
  private volatile boolean forgotten;

  Attempt(
      WorkerSettings settings,
      Duration answer,
      ToWorker.Job job,
      Task task,
      Clock clock,
      Consumer<Report> send) {
    this.settings = settings;
    this.job = job;
    this.task = task;
    this.clock = clock;
    this.outgoing = new Outgoing(settings.id(), job.build(), job.attempt(), answer, send);
  }

  ToWorker.Job job() {
    return job;
  }

  Running key() {
    return new Running(job.build(), job.attempt());
  }

  void stored(long upTo) {
    outgoing.stored(upTo);
  }

  /** Ends it: somebody has cancelled it, or it is another worker's by now. */
  void stop(boolean nobodyListens) {
    lock.lock();
    try {
      stopped = true;
      if (working != null) {
        working.interrupt();
      }
    } finally {
      lock.unlock();
    }
    if (nobodyListens) {
      outgoing.abandon();
    }
  }

  /** Ends it: what it has told is lost, so it is to begin anew. */
  void forget() {
    forgotten = true;
    stop(true);
  }

  /** Whether it is to begin anew. */
  boolean isForgotten() {
    return forgotten;
  }

  /**
   * Does the job and reports it.
   *
   * @throws InterruptedException where the worker ends; nothing of the job runs any more
   */
  void run() throws InterruptedException {
    LOG.info("{} begins", job);
    Thread sender = Thread.ofVirtual().name("reports-" + job.build()).start(this::send);
    try {
      Milestone.Ended end = inFolder();
      LOG.info("{}: {}{}", job, end.state().word(), end.reason().map(r -> ": " + r).orElse(""));
      outgoing.end(new Happened(clock.millis(), end.kind(), end.json()));
      sender.join();
    } finally {
      sender.interrupt();
    }
  }

  private void send() {
    try {
      outgoing.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Milestone.Ended inFolder() throws InterruptedException {
    Path folder;
    try {
      folder = WorkFolder.create(settings.work(), job.build(), job.attempt());
    } catch (IOException e) {
      return fault(e);
    }
    try {
      return work(folder);
    } finally {
      remove(folder);
    }
  }

  private Milestone.Ended work(Path folder) throws InterruptedException {
    FutureTask<Milestone.Ended> result =
        new FutureTask<>(() ->
            task.run(
                job,
                folder,
                (kind, body) -> outgoing.add(new Happened(clock.millis(), kind, body))));
    Thread thread = Thread.ofVirtual().name("build-" + job.build()).unstarted(result);
    if (!begin(thread)) {
      return cancelled();
    }
    try {
      return result.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      awaitEnd(thread);
      throw e;
    } catch (ExecutionException e) {
      boolean interrupted = e.getCause() instanceof InterruptedException;
      return interrupted && isStopped() ? cancelled() : fault(e.getCause());
    }
  }

  private boolean begin(Thread thread) {
    lock.lock();
    try {
      if (!stopped) {
        working = thread;
        thread.start();
      }
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  private boolean isStopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for its end, also when interrupted once more: nothing is to run on unseen. */
  private static void awaitEnd(Thread thread) {
    while (true) {
      try {
        thread.join();
        return;
      } catch (InterruptedException e) {
        thread.interrupt();
      }
    }
  }

  private Milestone.Ended fault(@Nullable Throwable fault) {
    LOG.error("{} cannot be worked on", job, fault);
    return new Milestone.Ended(
        BuildState.FAILED,
        Optional.of("worker " + settings.id() + " cannot work on it: " + fault),
        Optional.empty());
  }

  private static Milestone.Ended cancelled() {
    return new Milestone.Ended(BuildState.CANCELLED, Optional.of("cancelled"), Optional.empty());
  }

  private static void remove(Path folder) {
    try {
      Trees.delete(folder);
    } catch (IOException e) {
      LOG.warn("{} cannot be removed now: {}", folder, e.toString());
    }
  }
}
