package dev.slipway.broker.operation;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.Remain;
import dev.slipway.database.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Says that this process is there, goes on with what others have left, and removes what was half
 * made, as often as it takes.
 */
public final class Sweeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  /** How exactly back ends are asked when they want to be. */
  private static final Duration ASKING = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final Offer offer;
  private final Runner runner;
  private final Repairs repairs;
  private final Clock clock;
  private final Duration pace;
  private final Thread heart = Thread.ofVirtual().name("lease").unstarted(() -> again(this::renew));
  private final Thread asking =
      Thread.ofVirtual().name("asking").unstarted(() -> again(this::ask, ASKING));
  private final Thread broom =
      Thread.ofVirtual().name("sweeper").unstarted(() -> again(this::remove));

  /** With how often it looks. */
  public Sweeper(
      Ledger ledger, Offer offer, Runner runner, Repairs repairs, Clock clock, Duration pace) {
    this.ledger = ledger;
    this.offer = offer;
    this.runner = runner;
    this.repairs = repairs;
    this.clock = clock;
    this.pace = pace;
  }

  /** Begins. */
  public void start() {
    heart.start();
    asking.start();
    broom.start();
  }

  /** A thread of its own: a back end that does not answer holds up what is removed from it. */
  private void renew() {
    ledger.operations().renew(clock.instant());
    runner.resume(false);
    repairs.begin();
  }

  private void ask() {
    runner.askAgain();
  }

  private void again(Runnable task) {
    again(task, pace);
  }

  private void again(Runnable task, Duration pause) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        quietly(task);
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void quietly(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        LOG.debug("the broker ends", e);
      } else if (Fault.of(e) == Fault.DATABASE) {
        LOG.warn("the broker's database does not answer: {}", Fault.reason(e));
      } else {
        LOG.error("it is tried again", e);
      }
    }
  }

  /** Removes what it is time for. */
  void remove() {
    for (Remain each : ledger.remains().due(clock.instant())) {
      try {
        remove(each);
        ledger.remains().removed(each);
        LOG.info("removed what was half made: {} {}", each.instance(), each.binding());
      } catch (BackendException | BrokerException | RuntimeException e) {
        Duration pause =
            Duration.ofSeconds(
                Math.min(LONGEST_PAUSE.toSeconds(), 5L << Math.min(each.tried(), 10)));
        ledger.remains().again(each, clock.instant().plus(pause));
        LOG.warn(
            "{} {} is half made and cannot be removed yet: {}",
            each.instance(),
            each.binding(),
            String.valueOf(e.getMessage()),
            e instanceof RuntimeException ? e : null);
      }
    }
  }

  private void remove(Remain remain) throws BackendException, BrokerException {
    Backend backend = offer.backend(remain.backend());
    Instance instance =
        new Instance(
            remain.instance(),
            remain.id(),
            Limits.NONE,
            Canonical.parse(remain.settings()),
            JsonNodeFactory.instance.objectNode());
    if (remain.binding().isEmpty()) {
      backend.deprovision(instance);
    } else {
      backend.unbind(
          instance,
          new Binding(remain.binding(), remain.id(), JsonNodeFactory.instance.objectNode()));
    }
  }

  @Override
  public void close() {
    heart.interrupt();
    asking.interrupt();
    broom.interrupt();
    try {
      heart.join(Duration.ofSeconds(5));
      asking.join(Duration.ofSeconds(5));
      broom.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
