package dev.slipway.broker.quota;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.Backends;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.store.Bindings;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Instances;
import dev.slipway.broker.store.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Looks again and again at what instances store whose back ends do not refuse by themselves. Who is
 * over the limit may only read and delete, until less than nine tenths of it are used. Whether that
 * is so is in the instance's row: written after it was done, so that what was cut off is done
 * again.
 *
 * <p>Back ends are looked at side by side. What goes wrong with one instance or one back end stops
 * none of the others; it is told once, not each time.
 */
public final class Watch implements AutoCloseable {
  private final Backends backends;
  private final Instances instances;
  private final Bindings bindings;
  private final Function<InstanceRow, Instance> resolve;
  private final Duration every;
  private final Troubles troubles = new Troubles();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("broker-quota").factory());

  /**
   * Over a broker's rows.
   *
   * @param resolve the instance with its plan's limits; it may throw where its plan is gone
   * @param every how long to wait after a look
   */
  public Watch(
      Backends backends,
      Instances instances,
      Bindings bindings,
      Function<InstanceRow, Instance> resolve,
      Duration every) {
    this.backends = backends;
    this.instances = instances;
    this.bindings = bindings;
    this.resolve = resolve;
    this.every = every;
  }

  /** Begins to look, until it is closed. */
  public void start() {
    long millis = every.toMillis();
    var _ = timer.scheduleWithFixedDelay(this::lookAgain, 0, millis, TimeUnit.MILLISECONDS);
  }

  private void lookAgain() {
    try {
      look();
      troubles.over("the broker's rows");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      troubles.tell("the broker's rows", e);
    }
  }

  /** Looks at all instances once. */
  public void look() throws InterruptedException {
    Map<String, List<InstanceRow>> byBackend = new TreeMap<>();
    for (InstanceRow each : instances.list()) {
      if (each.state() == State.READY) {
        byBackend.computeIfAbsent(each.backend(), _ -> new ArrayList<>()).add(each);
      }
    }
    List<Callable<Boolean>> looks = new ArrayList<>();
    byBackend.forEach((name, rows) ->
        backends
            .find(name)
            .filter(Backend::isWatched)
            .ifPresent(backend -> looks.add(() -> look(name, backend, rows))));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(looks);
    }
  }

  private boolean look(String name, Backend backend, List<InstanceRow> rows) {
    Round round = new Round(backend, instances, bindings, resolve, troubles);
    for (InstanceRow each : rows) {
      if (Thread.currentThread().isInterrupted() || !round.look(each, name)) {
        return false;
      }
    }
    return true;
  }

  /** Ends it; a call that a back end is at is interrupted. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
