package dev.slipway.broker.operation;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.store.Kind;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.OperationRow;
import dev.slipway.broker.store.Operations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs operations that are written down, each in a thread of its own, to their end. It does not
 * matter to an operation whether somebody waits for it.
 */
public final class Runner {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  /** For how long something may go on at a back end. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Ledger ledger;
  private final Steps steps;
  private final Clock clock;
  private final Ended ended;

  /** With how each is when it is over; empty where it goes on, or this process cannot tell. */
  private final Map<String, CompletableFuture<Optional<OperationRow>>> running =
      new ConcurrentHashMap<>();

  /** Hears of operations that are over. */
  public interface Ended {
    /** An operation is over. */
    void ended(Kind kind, boolean done, Duration took);
  }

  /** With what operations do, and who hears of them. */
  public Runner(Ledger ledger, Steps steps, Clock clock, Ended ended) {
    this.ended = ended;
    this.ledger = ledger;
    this.steps = steps;
    this.clock = clock;
  }

  /** Begins one that was written down just now, by this process. */
  void begin(OperationRow operation) {
    start(operation, true);
  }

  /** Begins one that was written down some time ago, and may be over meanwhile. */
  void start(OperationRow operation) {
    start(operation, false);
  }

  private void start(OperationRow operation, boolean fresh) {
    CompletableFuture<Optional<OperationRow>> end = new CompletableFuture<>();
    if (running.putIfAbsent(operation.id(), end) != null) {
      return;
    }
    Thread.ofVirtual()
        .name("operation " + operation.id())
        .start(() -> {
          Optional<OperationRow> over = Optional.empty();
          try {
            if (fresh || row(operation.id()).isRunning()) {
              over = run(operation);
            }
          } catch (RuntimeException e) {
            LOG.error("operation {} cannot begin; it is tried again", operation.id(), e);
          } finally {
            running.remove(operation.id());
            end.complete(over);
          }
        });
  }

  private Optional<OperationRow> run(OperationRow operation) {
    long begun = System.nanoTime();
    Attempt attempt;
    try {
      attempt = attempt(operation);
    } catch (BackendException e) {
      goesOn(operation, e);
      return Optional.empty();
    }
    Duration took =
        operation.going().isEmpty()
            ? Duration.ofNanos(System.nanoTime() - begun)
            : Duration.between(operation.beganAt(), clock.instant());
    ended.ended(operation.kind(), attempt.fault().isEmpty(), took);
    LOG.info(
        "{} of instance {}{} for {}{}{}: {} in {} ms",
        operation.kind().word(),
        operation.instance(),
        operation.binding().isEmpty() ? "" : ", binding " + operation.binding(),
        operation.asker().user(),
        operation.asker().identity().isEmpty() ? "" : ", " + operation.asker().identity(),
        operation.asker().request().isEmpty() ? "" : ", request " + operation.asker().request(),
        attempt.fault().map(f -> "failed: " + f.text()).orElse("done"),
        took.toMillis());
    return attempt.over();
  }

  /**
   * What came of it.
   *
   * @param fault why it failed; empty where it is done
   * @param over the operation as it was written down; empty where it was not, or by another process
   */
  private record Attempt(Optional<BrokerException> fault, Optional<OperationRow> over) {}

  private void goesOn(OperationRow operation, BackendException going) {
    try {
      ledger.operations().goesOn(operation, going.goesOn(), clock.instant().plus(going.after()));
      LOG.debug(
          "{} of instance {}: {}", operation.kind().word(), operation.instance(), going.text());
    } catch (RuntimeException e) {
      LOG.error("that operation {} goes on cannot be written down", operation.id(), e);
    }
  }

  /**
   * Tries it.
   *
   * @throws BackendException where it goes on
   */
  private Attempt attempt(OperationRow operation) throws BackendException {
    BrokerException fault;
    try {
      return new Attempt(Optional.empty(), steps.run(operation));
    } catch (BrokerException e) {
      fault = e;
    } catch (BackendException e) {
      boolean late = operation.beganAt().plus(LONGEST).isBefore(clock.instant());
      if (e.kind() == BackendException.Kind.GOING && !late) {
        throw e;
      }
      fault = late ? tooLong(e) : refusal(e);
    } catch (RuntimeException e) {
      LOG.error("operation {} on instance {} failed", operation.id(), operation.instance(), e);
      fault =
          new BrokerException(
              BrokerException.Code.FAILED, "the broker has failed; its log says how", e);
    }
    return new Attempt(Optional.of(fault), failed(operation, fault));
  }

  private Optional<OperationRow> failed(OperationRow operation, BrokerException fault) {
    try {
      return steps.failed(operation, fault);
    } catch (RuntimeException e) {
      // It is still down as running, and is tried again.
      LOG.error("how operation {} ended cannot be written down", operation.id(), e);
      return Optional.empty();
    }
  }

  private static BrokerException tooLong(BackendException e) {
    return new BrokerException(
        BrokerException.Code.UNAVAILABLE,
        "it has not ended within %d s: %s".formatted(LONGEST.toSeconds(), e.text()),
        e);
  }

  static BrokerException refusal(BackendException e) {
    return new BrokerException(
        switch (e.kind()) {
          case UNAVAILABLE, GOING -> BrokerException.Code.UNAVAILABLE;
          case REFUSED -> BrokerException.Code.FAILED;
        },
        e.text(),
        e);
  }

  /**
   * Waits for an operation's end, whichever process runs it.
   *
   * @return how it is then
   */
  OperationRow await(String id, Duration most) {
    Instant until = clock.instant().plus(most);
    CompletableFuture<Optional<OperationRow>> end = running.get(id);
    try {
      if (end != null) {
        Optional<OperationRow> over = end.get(most.toMillis(), TimeUnit.MILLISECONDS);
        if (over.isPresent()) {
          return over.get();
        }
      }
      OperationRow row = row(id);
      while (row.isRunning() && clock.instant().isBefore(until)) {
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        row = row(id);
      }
      return row;
    } catch (TimeoutException e) {
      return row(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return row(id);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private OperationRow row(String id) {
    return ledger.operations().find(id).orElseThrow();
  }

  /** Asks again for what goes on at back ends. */
  void askAgain() {
    ledger.operations().due(clock.instant()).forEach(this::start);
  }

  /** Goes on with what other processes have left, and with what this one could not write down. */
  public void resume(boolean alone) {
    Instant now = clock.instant();
    List<OperationRow> left = new ArrayList<>(ledger.operations().takeOver(now, alone));
    ledger.operations().mine(now.minus(Operations.LEASE)).stream()
        .filter(o -> !running.containsKey(o.id()))
        .forEach(left::add);
    for (OperationRow each : left) {
      LOG.info("goes on with {} of instance {}", each.kind().word(), each.instance());
      start(each);
    }
  }
}
