package dev.slipway.queue.errand;

import dev.slipway.database.Database;
import dev.slipway.queue.store.Errand;
import dev.slipway.queue.store.Errands;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The errands of one kind on this server: takes what is due, as many as there is room for. */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final Database database;
  private final Errands errands;
  private final Duty duty;
  private final Clock clock;
  private final Duration lease;
  private final LongConsumer changed;
  private final Map<Thread, Held> running = new ConcurrentHashMap<>();

  private record Held(Errand errand, Instant since) {}

  Lane(Database database, Duty duty, Clock clock, Duration lease, LongConsumer changed) {
    this.database = database;
    this.errands = new Errands(database);
    this.duty = duty;
    this.clock = clock;
    this.lease = lease;
    this.changed = changed;
  }

  /** Begins what is due, and holds on to what is being done. */
  void turn() {
    renew();
    while (running.size() < duty.width() && errands.isDue(duty.kind(), clock.instant())) {
      Instant now = clock.instant();
      Optional<Errand> errand = errands.claim(duty.kind(), now, now.plus(lease));
      if (errand.isEmpty()) {
        return;
      }
      Thread thread = Thread.ofVirtual().name(duty.kind()).unstarted(() -> run(errand.get()));
      running.put(thread, new Held(errand.get(), now));
      thread.start();
    }
  }

  private void renew() {
    Instant now = clock.instant();
    running.forEach((thread, held) -> {
      if (held.since().plus(lease.dividedBy(3)).isBefore(now)) {
        if (errands.renew(held.errand(), now.plus(lease))) {
          running.replace(thread, held, new Held(held.errand(), now));
        } else {
          thread.interrupt(); // Somebody else has it.
        }
      }
    });
  }

  private void run(Errand errand) {
    try {
      duty.perform(errand);
      end(errand, Optional.empty());
    } catch (InterruptedException e) {
      leave(errand);
    } catch (Duty.Hopeless e) {
      end(errand, Optional.of(reason(e)));
    } catch (IOException | RuntimeException e) {
      // An interrupted transfer comes as an I/O error.
      if (Thread.interrupted()) {
        leave(errand);
      } else {
        again(errand, e);
      }
    } finally {
      running.remove(Thread.currentThread());
    }
  }

  /** Where it is still ours, the next start of a server takes it at once. */
  private void leave(Errand errand) {
    database.change(h -> Errands.postpone(h, errand, clock.instant(), "it was interrupted"));
  }

  private void again(Errand errand, Exception fault) {
    Instant now = clock.instant();
    Optional<Instant> next = duty.pace().next(errand.attempts(), errand.created(), now);
    LOG.warn(
        "{} for `{}` did not work, {}: {}",
        duty.kind(),
        errand.subject(),
        next.map(n -> "and is tried again at " + n).orElse("and is given up"),
        reason(fault));
    if (next.isPresent()) {
      database.change(h -> Errands.postpone(h, errand, next.get(), reason(fault)));
    } else {
      end(errand, Optional.of(reason(fault)));
    }
  }

  private void end(Errand errand, Optional<String> error) {
    Instant now = clock.instant();
    boolean ended =
        database.write(handle -> {
          boolean held = Errands.end(handle, errand, error, now);
          if (held) {
            duty.ended(handle, errand, error, now);
          }
          return held;
        });
    if (ended) {
      errand.build().ifPresent(changed::accept);
    }
  }

  private static String reason(Exception fault) {
    return fault.getMessage() == null ? fault.toString() : fault.getMessage();
  }

  /** Interrupts what is being done, and waits until it is left in order. */
  void close() throws InterruptedException {
    for (Thread each : running.keySet()) {
      each.interrupt();
      each.join(Duration.ofSeconds(5));
    }
  }
}
