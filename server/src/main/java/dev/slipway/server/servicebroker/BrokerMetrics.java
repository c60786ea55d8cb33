package dev.slipway.server.servicebroker;

import dev.slipway.broker.guard.Measure;
import dev.slipway.broker.operation.Runner;
import dev.slipway.broker.store.Counts;
import dev.slipway.broker.store.Kind;
import dev.slipway.server.operation.RequestTimes;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/**
 * What is measured of a broker. Times are of this process and begin with it; counts are the
 * database's.
 */
public final class BrokerMetrics implements Measure, Runner.Ended, RequestTimes.Answered {
  private static final Duration[] TIMES = {
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10),
    Duration.ofSeconds(45)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MultiGauge instances =
      MultiGauge.builder("slipway.broker.instances")
          .description("Instances by plan and state")
          .register(registry);
  private final MultiGauge bindings =
      MultiGauge.builder("slipway.broker.bindings")
          .description("Bindings by state")
          .register(registry);
  private final MultiGauge open =
      MultiGauge.builder("slipway.broker.open")
          .description("Operations that go on, and what is half made and still to be removed")
          .register(registry);

  @Override
  public void called(String backend, String call, String outcome, Duration took) {
    Timer.builder("slipway.broker.backend")
        .description("How long calls of back ends took")
        .serviceLevelObjectives(TIMES)
        .tag("backend", backend)
        .tag("call", call)
        .tag("outcome", outcome)
        .register(registry)
        .record(took);
  }

  @Override
  public void ended(Kind kind, boolean done, Duration took) {
    Timer.builder("slipway.broker.operations")
        .description("How long operations took")
        .serviceLevelObjectives(TIMES)
        .tag("operation", kind.word())
        .tag("outcome", done ? "succeeded" : "failed")
        .register(registry)
        .record(took);
  }

  @Override
  public void answered(String method, String route, int status, Duration took) {
    Timer.builder("slipway.http")
        .description("How long requests took")
        .serviceLevelObjectives(TIMES)
        .tag("method", method)
        .tag("route", route)
        .tag("status", status / 100 + "xx")
        .register(registry)
        .record(took);
  }

  /** All of it in Prometheus' text format. */
  synchronized String text(Counts counts) {
    instances.register(
        counts.instances().stream()
            .map(c ->
                MultiGauge.Row.of(
                    Tags.of("service", c.service(), "plan", c.plan(), "state", c.state()),
                    c.count()))
            .toList(),
        true);
    bindings.register(
        counts.bindings().entrySet().stream()
            .map(e -> MultiGauge.Row.of(Tags.of("state", e.getKey()), e.getValue()))
            .toList(),
        true);
    open.register(
        counts.open().entrySet().stream()
            .map(e -> MultiGauge.Row.of(Tags.of("what", e.getKey()), e.getValue()))
            .toList(),
        true);
    return registry.scrape();
  }
}
