package dev.slipway.queue.dispatch;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Takes builds from workers that were not heard of. A server that could not hear them itself, since
 * it was stopped or its broker or database was away, first gives them time to tell of themselves.
 */
final class Sweeper {
  private final Desk desk;
  private final Timing timing;
  private final Clock clock;

  /** Brokers whose workers were not heard for a while since they were swept last. */
  private final Set<Dispatcher> fresh = ConcurrentHashMap.newKeySet();

  private Instant last = Instant.MIN;

  Sweeper(Desk desk, Timing timing, Clock clock) {
    this.desk = desk;
    this.timing = timing;
    this.clock = clock;
  }

  /** A broker has come or gone. */
  void changed(Dispatcher dispatcher) {
    fresh.add(dispatcher);
  }

  /** Looks once; only for one thread. */
  void sweep(Collection<Dispatcher> dispatchers) {
    Instant now = clock.instant();
    Duration pause = timing.sweep().plus(timing.beat().multipliedBy(2));
    boolean paused = last.isBefore(now.minus(pause));
    Set<Dispatcher> open =
        dispatchers.stream().filter(d -> d.link().isOpen()).collect(Collectors.toSet());
    dispatchers.stream().filter(d -> !open.contains(d)).forEach(fresh::add);
    Set<Dispatcher> returned =
        open.stream().filter(d -> paused || fresh.contains(d)).collect(Collectors.toSet());
    if (!returned.isEmpty()) {
      desk.extend(names(returned));
    }
    desk.sweep(names(open));
    fresh.removeAll(returned);
    // Not where the database was not there: that is a pause too.
    last = now;
  }

  private static Set<String> names(Collection<Dispatcher> dispatchers) {
    return dispatchers.stream()
        .flatMap(d -> d.architectures().stream())
        .map(Architecture::debianName)
        .collect(Collectors.toSet());
  }
}
