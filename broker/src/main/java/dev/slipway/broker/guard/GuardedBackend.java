package dev.slipway.broker.guard;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Provisioned;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A back end that is called by so many at once and no more, that is left alone for a while where it
 * does not answer, and whose calls are measured.
 */
public final class GuardedBackend implements Backend {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String name;
  private final Backend inner;
  private final Measure measure;
  private final Breaker breaker;
  private final Semaphore room;

  /**
   * Guards a back end, which is closed with this.
   *
   * @param atOnce how many calls it gets at once; others wait
   */
  public GuardedBackend(String name, Backend inner, int atOnce, Measure measure, Clock clock) {
    this.name = name;
    this.inner = inner;
    this.measure = measure;
    this.breaker = new Breaker(clock);
    this.room = new Semaphore(atOnce, true);
  }

  private interface Call<T> {
    T run() throws BackendException;
  }

  private interface Deed {
    void run() throws BackendException;
  }

  private void does(String what, Deed deed) throws BackendException {
    call(
        what,
        () -> {
          deed.run();
          return true;
        });
  }

  private <T> T call(String what, Call<T> call) throws BackendException {
    Optional<Duration> pause = breaker.pause();
    if (pause.isPresent()) {
      measure.called(name, what, "unavailable", Duration.ZERO);
      throw new BackendException(
          Kind.UNAVAILABLE,
          "the back end `%s` has not answered several times; it is asked again in %d s"
              .formatted(name, pause.get().toSeconds() + 1));
    }
    enter();
    long begun = System.nanoTime();
    String outcome = "done";
    try {
      T result = call.run();
      breaker.answered();
      return result;
    } catch (BackendException e) {
      if (e.kind() == Kind.UNAVAILABLE) {
        outcome = "unavailable";
        breaker.failed();
      } else {
        outcome = e.kind() == Kind.GOING ? "going" : "refused";
        breaker.answered();
      }
      throw e;
    } finally {
      room.release();
      measure.called(name, what, outcome, Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  private void enter() throws BackendException {
    try {
      if (!room.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new BackendException(
            Kind.UNAVAILABLE, "the back end `" + name + "` has more to do than it can; try later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException(Kind.UNAVAILABLE, "the broker ends", e);
    }
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    return call("provision", () -> inner.provision(instance));
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) throws BackendException {
    does("update", () -> inner.update(instance, bindings));
  }

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    return call("bind", () -> inner.bind(instance, binding));
  }

  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    does("unbind", () -> inner.unbind(instance, binding));
  }

  @Override
  public void deprovision(Instance instance) throws BackendException {
    does("deprovision", () -> inner.deprovision(instance));
  }

  @Override
  public Map<String, Long> usage(Instance instance) throws BackendException {
    return call("usage", () -> inner.usage(instance));
  }

  @Override
  public void restrict(Instance instance, List<Binding> bindings, boolean restricted)
      throws BackendException {
    does("restrict", () -> inner.restrict(instance, bindings, restricted));
  }

  @Override
  public boolean isWatched() {
    return inner.isWatched();
  }

  @Override
  public Set<String> limits() {
    return inner.limits();
  }

  @Override
  public Set<String> settings() {
    return inner.settings();
  }

  @Override
  public Optional<String> fault(JsonNode settings) {
    return inner.fault(settings);
  }

  @Override
  public void start() {
    inner.start();
  }

  @Override
  public Inventory inventory() throws BackendException {
    return call("inventory", inner::inventory);
  }

  @Override
  public void check() throws BackendException {
    does("check", inner::check);
  }

  @Override
  public boolean isSlow() {
    return inner.isSlow();
  }

  @Override
  public void close() {
    inner.close();
  }
}
