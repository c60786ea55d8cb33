import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * What one server takes: submissions, simulated workers, events, followers. Started by {@code
 * bench/service-load}, which has the server running; everything is on this machine and shares its
 * processors with the server.
 */
final class ServiceLoad {
  private ServiceLoad() {}

  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger("ROOT")).setLevel(Level.ERROR);
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i].substring(2), arguments[i + 1]);
    }
    Service service =
        new Service(
            options.get("url"), options.get("login"), Long.parseLong(options.get("server-pid")));
    int queued = Integer.parseInt(options.getOrDefault("builds", "10000"));
    int workers = Integer.parseInt(options.getOrDefault("workers", "200"));
    int followers = Integer.parseInt(options.getOrDefault("followers", "1000"));
    int lines = Integer.parseInt(options.getOrDefault("lines", "400000"));
    String source = service.upload(Path.of(options.get("definition")));
    Meter meter = new Meter(service);

    double rate = Submitting.rate(service, source, queued);
    row("submissions, " + queued + " queued in the end", "1/s", rate);
    meter.lap();
    row("GET /api/v1/builds then, p99 of 500", "ms", p99(service, "/api/v1/builds"));
    row("GET / then, p99 of 500", "ms", p99(service, "/"));
    meter.reset();

    try (Fleet fleet = new Fleet(options.get("broker"), Path.of(options.get("work")), workers)) {
      fleet.start();
      double took = fleet.awaitEnded(queued, Duration.ofMinutes(10));
      row("builds that " + workers + " workers end", "1/s", queued / took);
      meter.lap();

      double[] starts = fleet.startTimes(service, source, 1000);
      row("from submission to start, a worker being free, median of 1000", "ms", Figures.quantile(starts, 0.5));
      row("from submission to start, p99", "ms", Figures.quantile(starts, 0.99));
      meter.lap();

      double events = fleet.eventRate(service, source, workers, lines / workers);
      row("events stored, " + workers + " builds at once", "1/s", events);
      meter.lap();
      row("GET /api/v1/builds meanwhile, p99", "ms", fleet.apiMeanwhile());
      row("GET / meanwhile, p99", "ms", fleet.pageMeanwhile());
      meter.reset();

      Followers.Result result = new Followers(service, followers).follow(fleet, source, 2000);
      row("lines of one log delivered to " + followers + " followers", "1/s", result.rate());
      row("from the worker to a follower, median", "ms", result.median());
      row("from the worker to a follower, p99", "ms", result.p99());
      meter.lap();
    }
    row("server's memory, most resident", "MiB", service.mostMemory() / 1024.0);
  }

  /** How long parts of a run take, and what they cost the server. */
  private static final class Meter {
    private final Service service;
    private long wall;
    private double cpu;

    Meter(Service service) throws IOException {
      this.service = service;
      reset();
    }

    void reset() throws IOException {
      wall = System.nanoTime();
      cpu = service.cpuSeconds();
    }

    void lap() throws IOException {
      row("– this took", "s", (System.nanoTime() - wall) / 1e9);
      row("– of the server's CPU", "s", service.cpuSeconds() - cpu);
      reset();
    }
  }

  private static double p99(Service service, String path) throws IOException, InterruptedException {
    double[] times = new double[500];
    for (int i = 0; i < times.length; i++) {
      times[i] = service.timeOf(path);
    }
    return Figures.quantile(times, 0.99);
  }

  /** For the script that has started this. */
  private static void row(String what, String unit, double value) {
    System.out.printf(java.util.Locale.ROOT, "%s\t%s\t%f%n", what, unit, value);
  }
}
