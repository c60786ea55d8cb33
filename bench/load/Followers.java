import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Many who follow one build. */
final class Followers {
  private final Service service;
  private final int count;

  Followers(Service service, int count) {
    this.service = service;
    this.count = count;
  }

  /** Milliseconds are from the line's writing by the worker to its reading by a follower. */
  record Result(double rate, double median, double p99) {}

  Result follow(Fleet fleet, String source, int lines) throws Exception {
    long build = fleet.talkative(service, source, lines, Duration.ofMillis(100));
    CountDownLatch there = new CountDownLatch(count);
    AtomicInteger complete = new AtomicInteger();
    AtomicReference<Exception> fault = new AtomicReference<>();
    double[][] delays = new double[count][];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int who = i;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      delays[who] = read(build, there, lines);
                      complete.incrementAndGet();
                    } catch (Exception e) {
                      fault.compareAndSet(null, e);
                      there.countDown();
                    }
                  }));
    }
    there.await();
    long begun = System.nanoTime();
    fleet.speak();
    for (Thread each : threads) {
      each.join();
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (fault.get() != null) {
      // Of this thread: the launcher of sources fails over one that does not begin in main.
      throw new IllegalStateException(fault.get());
    }
    double[] all = new double[count * lines];
    for (int i = 0; i < count; i++) {
      System.arraycopy(delays[i], 0, all, i * lines, lines);
    }
    return new Result(
        (double) complete.get() * lines / seconds,
        Figures.quantile(all, 0.5),
        Figures.quantile(all, 0.99));
  }

  private double[] read(long build, CountDownLatch there, int lines) throws Exception {
    double[] delays = new double[lines];
    int seen = 0;
    boolean first = true;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(service.follow(build), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (first) {
          there.countDown();
          first = false;
        }
        int at = line.indexOf("\"line\":\"");
        if (at >= 0) {
          long written = Long.parseLong(line.substring(at + 8, line.indexOf(' ', at + 8)));
          delays[seen++] = System.currentTimeMillis() - written;
        }
      }
    }
    if (seen != lines) {
      throw new IllegalStateException("a follower saw " + seen + " of " + lines + " lines");
    }
    return delays;
  }
}
