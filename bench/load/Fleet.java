import dev.slipway.definition.Architecture;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.protocol.ToWorker;
import dev.slipway.queue.worker.Task;
import dev.slipway.queue.worker.Worker;
import dev.slipway.queue.worker.WorkerSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Workers that are real but for what they build: nothing, or lines of a log. */
final class Fleet implements AutoCloseable {
  private final List<Worker> workers = new ArrayList<>();
  private final Semaphore ended = new Semaphore(0);
  private final Map<Long, Long> begun = new ConcurrentHashMap<>();
  private final Semaphore starts = new Semaphore(0);
  private final AtomicLong firstStart = new AtomicLong();
  private volatile long lastEnd;
  private double[] api = {0};
  private double[] page = {0};

  /** What a build is to write: how many lines, and how long to pause after each ten. */
  private volatile int lines;

  private volatile Duration pause = Duration.ZERO;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  Fleet(String broker, Path work, int count) throws Exception {
    BrokerUrl url = BrokerUrl.parse(broker);
    for (int i = 0; i < count; i++) {
      WorkerSettings settings =
          new WorkerSettings(
              "load-" + i,
              "load-" + i,
              "load",
              Map.of(Architecture.AMD64, url),
              1,
              work.resolve("load-" + i),
              null);
      workers.add(new Worker(settings, this::run, Clock.systemUTC()));
    }
  }

  void start() throws Exception {
    for (Worker each : workers) {
      each.start();
    }
  }

  private Milestone.Ended run(ToWorker.Job job, Path folder, Task.Events events)
      throws InterruptedException {
    begun.put(job.build(), System.nanoTime());
    firstStart.compareAndSet(0, System.nanoTime());
    starts.release();
    gate.await();
    for (int i = 1; i <= lines; i++) {
      long now = System.currentTimeMillis();
      events.add(
          "output",
          "{\"event\":\"output\",\"step\":\"install\",\"line\":\"" + now + " Setting up libexample"
              + i + ":amd64 (1.2.3-4+deb12u1) ...\"}");
      if (i % 10 == 0 && !pause.isZero()) {
        Thread.sleep(pause);
      }
    }
    lastEnd = System.nanoTime();
    ended.release();
    return new Milestone.Ended(BuildState.SUCCEEDED, Optional.empty(), Optional.empty());
  }

  /** Waits for so many ends; how many seconds there are between the very first start and the last end. */
  double awaitEnded(int count, Duration most) throws InterruptedException {
    if (!ended.tryAcquire(count, most.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("builds did not end: " + ended.availablePermits() + " of " + count);
    }
    return (lastEnd - firstStart.get()) / 1e9;
  }

  /** Submits builds one after another; milliseconds from the request to the worker's first line. */
  double[] startTimes(Service service, String source, int count) throws Exception {
    TimeUnit.SECONDS.sleep(3);
    starts.drainPermits();
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      long before = System.nanoTime();
      long id = service.submit(source, 0);
      if (!starts.tryAcquire(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("build " + id + " did not start");
      }
      times[i] = (begun.get(id) - before) / 1e6;
    }
    awaitEnded(count, Duration.ofSeconds(30));
    return times;
  }

  /** Has many builds write lines at the same time; how many events were stored in a second. */
  double eventRate(Service service, String source, int builds, int each) throws Exception {
    lines = each;
    CountDownLatch closed = new CountDownLatch(1);
    gate = closed;
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < builds; i++) {
      ids.add(service.submit(source, 0));
    }
    if (!starts.tryAcquire(builds, 60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "of %d builds %d started; is there room for all on the disk?".formatted(builds, starts.availablePermits()));
    }
    AtomicBoolean over = new AtomicBoolean();
    Thread looking = Thread.ofVirtual().start(() -> look(service, over));
    long before = System.nanoTime();
    closed.countDown();
    awaitEnded(builds, Duration.ofMinutes(10));
    for (long id : ids) {
      service.awaitOver(id);
    }
    double seconds = (System.nanoTime() - before) / 1e9;
    over.set(true);
    looking.join();
    lines = 0;
    return (double) builds * each / seconds;
  }

  private void look(Service service, AtomicBoolean over) {
    List<Double> apis = new ArrayList<>();
    List<Double> pages = new ArrayList<>();
    try {
      while (!over.get()) {
        apis.add(service.timeOf("/api/v1/builds"));
        pages.add(service.timeOf("/"));
        Thread.sleep(20);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    api = apis.stream().mapToDouble(d -> d).toArray();
    page = pages.stream().mapToDouble(d -> d).toArray();
  }

  double apiMeanwhile() {
    return Figures.quantile(api, 0.99);
  }

  double pageMeanwhile() {
    return Figures.quantile(page, 0.99);
  }

  /** A build that waits, and then writes lines at a pace of its own. */
  long talkative(Service service, String source, int count, Duration pauseAfterTen) throws Exception {
    starts.drainPermits();
    lines = count;
    pause = pauseAfterTen;
    gate = new CountDownLatch(1);
    long id = service.submit(source, 0);
    starts.acquire();
    return id;
  }

  void speak() {
    gate.countDown();
  }

  @Override
  public void close() {
    workers.parallelStream().forEach(Worker::close);
  }
}
