package dev.slipway.queue.worker;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.Timing;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.protocol.ToServer;
import dev.slipway.queue.protocol.ToServer.Running;
import dev.slipway.queue.protocol.ToWorker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes builds from the queues of its architectures, as many at once as it has slots. */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final WorkerSettings settings;
  private final Task task;
  private final Clock clock;
  private final Timing timing;
  private final String incarnation = UUID.randomUUID().toString();
  private final long started;
  private final List<Mailbox> mailboxes = new ArrayList<>();
  private final Map<Running, Attempt> running = new ConcurrentHashMap<>();
  private final List<Thread> slots = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** One claim at a time: two that are offered the same space could both be given it. */
  private final ReentrantLock admission = new ReentrantLock(true);

  private @Nullable FileChannel folder;
  private volatile boolean draining;
  private volatile long refused;

  /** A worker that has not begun, with the usual times. */
  public Worker(WorkerSettings settings, Task task, Clock clock) {
    this(settings, task, clock, Timing.USUAL);
  }

  /** A worker that has not begun. */
  public Worker(WorkerSettings settings, Task task, Clock clock, Timing timing) {
    this.settings = settings;
    this.task = task;
    this.clock = clock;
    this.timing = timing;
    this.started = clock.millis();
  }

  /**
   * Connects to the brokers and begins to take builds. A broker that is not there is connected to
   * as soon as it is.
   *
   * @throws QueueException where another worker has its name or its folder
   * @throws IOException where its folder cannot be used
   */
  public void start() throws IOException, InterruptedException {
    if (!NAME.matcher(settings.id()).matches()) {
      throw new QueueException(
          QueueException.Code.CONFIGURATION,
          "`"
              + settings.id()
              + "` is no worker's name: letters, digits, `.`, `_` and `-` make one");
    }
    folder = WorkFolder.open(settings.work());
    try {
      connect();
    } catch (IOException | InterruptedException e) {
      release();
      throw e;
    }
    beat();
    Thread.ofVirtual().name("heartbeat").start(this::beats);
    for (int i = 0; i < settings.slots(); i++) {
      slots.add(Thread.ofVirtual().name("slot-" + i).start(this::slot));
    }
    LOG.info(
        "worker {} takes builds for {}, {} at once",
        settings.id(),
        settings.brokers().keySet(),
        settings.slots());
  }

  private void connect() throws QueueException, InterruptedException {
    Map<BrokerUrl, Set<Architecture>> each = new LinkedHashMap<>();
    settings
        .brokers()
        .forEach((architecture, url) ->
            each.computeIfAbsent(url, _ -> EnumSet.noneOf(Architecture.class)).add(architecture));
    each.forEach((url, architectures) ->
        mailboxes.add(
            new Mailbox(
                url,
                settings.trust(),
                architectures,
                settings.id(),
                timing.answer(),
                this::hear,
                () -> Thread.ofVirtual().name("heartbeat").start(this::beat))));
    for (Mailbox mailbox : mailboxes) {
      mailbox.start();
    }
    for (Mailbox mailbox : mailboxes) {
      mailbox.refuseNamesake(timing.lease());
    }
  }

  private void slot() {
    try {
      while (!draining) {
        try {
          if (isRefused()) {
            closing.await(timing.beat().toMillis(), TimeUnit.MILLISECONDS);
            continue;
          }
          Attempt attempt =
              new Taking(mailboxes, this::claim, () -> draining || isRefused()).take();
          if (attempt != null) {
            work(attempt);
          }
        } catch (RuntimeException e) {
          LOG.error("worker {} goes on after a fault of its own", settings.id(), e);
          closing.await(1, TimeUnit.SECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isRefused() {
    return refused != 0 && System.nanoTime() - refused < 3 * timing.beat().toNanos();
  }

  private void work(Attempt attempt) throws InterruptedException {
    beat();
    try {
      attempt.run();
    } finally {
      running.remove(attempt.key(), attempt);
      if (attempt.isForgotten()) {
        giveBack(attempt.job(), "what it has told of the build is lost");
      }
      beat();
    }
  }

  private @Nullable Attempt claim(Mailbox mailbox, Architecture architecture)
      throws IOException, InterruptedException {
    admission.lockInterruptibly();
    try {
      ToWorker.Job job =
          mailbox.claim(
              new ToServer.Claim(
                  settings.id(),
                  incarnation,
                  UUID.randomUUID().toString(),
                  List.of(architecture.debianName()),
                  space()));
      if (job == null) {
        return null;
      }
      Attempt attempt =
          new Attempt(settings, timing.beat(), job, task, clock, r -> say(mailbox, r));
      running.put(attempt.key(), attempt);
      return attempt;
    } finally {
      admission.unlock();
    }
  }

  /** How many bytes of disk are free and not given to a build that runs. */
  private long space() throws IOException {
    long promised = running.values().stream().mapToLong(a -> a.job().space()).sum();
    return WorkFolder.free(settings.work()) - promised;
  }

  private void hear(Mailbox mailbox, ToWorker message) {
    switch (message) {
      case ToWorker.Stored(long build, int attempt, long upTo) -> {
        Attempt here = running.get(new Running(build, attempt));
        if (here != null) {
          here.stored(upTo);
        }
      }
      case ToWorker.Missing(long build, int attempt, _) -> {
        Attempt here = running.get(new Running(build, attempt));
        if (here != null) {
          here.forget();
        }
      }
      case ToWorker.Stop(long build, int attempt, boolean stale) -> {
        Attempt here = running.get(new Running(build, attempt));
        if (here != null) {
          here.stop(stale);
        }
      }
      case ToWorker.Job job -> giveBack(job, "it was given to a worker that waited no more");
      case ToWorker.Nothing _ -> {} // To a claim that was given up.
      case ToWorker.Refused(String why) -> {
        LOG.error("worker {} takes no builds from {}: {}", settings.id(), mailbox, why);
        refused = System.nanoTime();
        mailboxes.forEach(Mailbox::wake);
      }
    }
  }

  private void giveBack(ToWorker.Job job, String why) {
    LOG.warn("{} is given back: {}", job, why);
    say(new ToServer.GiveBack(settings.id(), job.build(), job.attempt(), why));
  }

  private void beats() {
    try {
      while (!closing.await(timing.beat().toMillis(), TimeUnit.MILLISECONDS)) {
        beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    ToServer.Heartbeat beat =
        new ToServer.Heartbeat(
            settings.id(),
            incarnation,
            settings.host(),
            settings.version(),
            settings.brokers().keySet().stream().map(Architecture::debianName).sorted().toList(),
            settings.slots(),
            free(),
            draining,
            started,
            List.copyOf(running.keySet()));
    say(beat);
  }

  private long free() {
    try {
      return WorkFolder.free(settings.work());
    } catch (IOException e) {
      LOG.warn("the space of {} is not known: {}", settings.work(), e.toString());
      return 0;
    }
  }

  private void say(ToServer message) {
    mailboxes.forEach(m -> say(m, message));
  }

  private static void say(Mailbox mailbox, ToServer message) {
    try {
      mailbox.say(message);
    } catch (IOException e) {
      LOG.debug("{} does not hear now", mailbox, e);
    }
  }

  /** Takes no more builds. */
  public void drain() {
    draining = true;
    mailboxes.forEach(Mailbox::wake);
    beat();
  }

  /** Waits until nothing runs any more, after {@link #drain}. */
  public void awaitIdle() throws InterruptedException {
    for (Thread each : slots) {
      each.join();
    }
  }

  /** How many builds it works on. */
  public int busy() {
    return running.size();
  }

  /** Ends what runs, which other workers then take, and says goodbye. */
  @Override
  public void close() {
    draining = true;
    closing.countDown();
    slots.forEach(Thread::interrupt);
    try {
      awaitIdle();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    say(new ToServer.Goodbye(settings.id(), incarnation));
    release();
  }

  private void release() {
    mailboxes.forEach(Mailbox::close);
    try {
      if (folder != null) {
        folder.close();
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be given up: {}", settings.work(), e.toString());
    }
  }
}
