package dev.slipway.server.operation;

import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.store.Tally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is measured of a server. Counters and times are of this server and begin with it; states are
 * the database's, the same on all servers.
 */
public final class Metrics {
  private static final Duration[] STEPS = durations(0.1, 1, 5, 15, 60, 300, 900, 3600);
  private static final Duration[] REQUESTS = durations(0.005, 0.02, 0.1, 0.5, 2, 10);

  private static final String SCRIPT = "script";
  private static final String OTHER = "other";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JsonMapper json = new JsonMapper();
  private final Tally tally;
  private final Counter events;
  private final MultiGauge builds;
  private final MultiGauge slots;
  private final MultiGauge busy;
  private boolean machineBound;

  /**
   * Measures a server.
   *
   * @param followers how many follow builds at this server
   */
  public Metrics(Tally tally, IntSupplier followers) {
    this.tally = tally;
    this.events =
        Counter.builder("slipway.events.stored")
            .description("Events of builds that this server has stored")
            .register(registry);
    this.builds =
        MultiGauge.builder("slipway.builds")
            .description("Builds by architecture and state; queued ones are the queue's depth")
            .register(registry);
    this.slots =
        MultiGauge.builder("slipway.worker.slots")
            .description("Builds that a worker runs at once")
            .register(registry);
    this.busy =
        MultiGauge.builder("slipway.worker.busy")
            .description("Builds that a worker runs now")
            .register(registry);
    Gauge.builder("slipway.followers", followers::getAsInt)
        .description("Who follows builds at this server")
        .register(registry);
  }

  private static Duration[] durations(double... seconds) {
    Duration[] durations = new Duration[seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      durations[i] = Duration.ofMillis(Math.round(seconds[i] * 1000));
    }
    return durations;
  }

  /** Events were stored. */
  public void stored(List<BuildEvent> fresh) {
    events.increment(fresh.size());
    for (BuildEvent each : fresh) {
      switch (each.kind()) {
        case "finished" -> finished(json.readTree(each.body()));
        case "ended" -> ended(json.readTree(each.body()).path("state").asString(OTHER));
        default -> {}
      }
    }
  }

  private void finished(JsonNode body) {
    String step = body.path("step").asString(OTHER);
    Timer.builder("slipway.step")
        .description("How long steps of builds took; cached ones are hits")
        .serviceLevelObjectives(STEPS)
        .tag("step", kind(step))
        .tag("outcome", body.path("outcome").asString(OTHER).toLowerCase(Locale.ROOT))
        .register(registry)
        .record(Duration.ofMillis(Math.round(body.path("seconds").asDouble(0) * 1000)));
  }

  /** Scripts have names of the user's own: there would be no end of them. */
  private static String kind(String step) {
    return step.startsWith(SCRIPT + " ") ? SCRIPT : step;
  }

  private void ended(String outcome) {
    Counter.builder("slipway.builds.ended")
        .description("Builds that ended, by outcome")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  /** A request was answered. */
  public void answered(String method, String route, int status, Duration took) {
    Timer.builder("slipway.http")
        .description("How long requests took; streams are not among them")
        .serviceLevelObjectives(REQUESTS)
        .tag("method", method)
        .tag("route", route)
        .tag("status", status / 100 + "xx")
        .register(registry)
        .record(took);
  }

  /** All of it in Prometheus' text format. */
  synchronized String text() {
    bindMachine();
    Tally.State state = tally.now();
    builds.register(
        state.builds().stream()
            .map(b ->
                MultiGauge.Row.of(
                    Tags.of("architecture", b.architecture(), "state", b.state()), b.count()))
            .toList(),
        true);
    slots.register(
        state.workers().stream()
            .map(w -> MultiGauge.Row.of(Tags.of("worker", w.id()), w.slots()))
            .toList(),
        true);
    busy.register(
        state.workers().stream()
            .map(w -> MultiGauge.Row.of(Tags.of("worker", w.id()), w.busy()))
            .toList(),
        true);
    return registry.scrape();
  }

  /** At the first question: who starts a server does not wait for it. */
  private void bindMachine() {
    if (machineBound) {
      return;
    }
    machineBound = true;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }
}
