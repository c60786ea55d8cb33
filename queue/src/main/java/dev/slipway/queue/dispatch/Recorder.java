package dev.slipway.queue.dispatch;

import dev.slipway.database.Database;
import dev.slipway.database.Fault;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.event.NewEvent;
import dev.slipway.queue.live.Hub;
import dev.slipway.queue.protocol.ToServer;
import dev.slipway.queue.protocol.ToWorker;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Reports;
import dev.slipway.queue.store.Reports.Received;
import dev.slipway.queue.store.Steps;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what workers report. Reports that are there at the same time go into one transaction: its
 * end is what costs.
 */
final class Recorder implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final int REPORTS_AT_ONCE = 200;

  /**
   * A report, and what to do when it is dealt with.
   *
   * @param answer takes what the worker is to be told
   * @param settle is told whether the report can be forgotten, or is to come once more
   */
  record Incoming(ToServer.Report report, Consumer<ToWorker> answer, Consumer<Boolean> settle) {}

  private record Outcome(long build, List<BuildEvent> events, ToWorker answer) {}

  private final Database database;
  private final Hub hub;
  private final Clock clock;
  private final Ended ended;
  private final Consumer<Long> news;
  private final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>(2_000);

  /** Does what follows from a build's end, in the transaction that ends it. */
  interface Ended {
    void ended(Handle handle, long build, Instant now);
  }

  Recorder(Database database, Hub hub, Clock clock, Ended ended, Consumer<Long> news) {
    this.database = database;
    this.hub = hub;
    this.clock = clock;
    this.ended = ended;
    this.news = news;
  }

  /** Takes a report; waits where too many are there. */
  void take(Incoming report) throws InterruptedException {
    incoming.put(report);
  }

  @Override
  public void run() {
    try {
      while (true) {
        List<Incoming> batch = new ArrayList<>(List.of(incoming.take()));
        incoming.drainTo(batch, REPORTS_AT_ONCE - 1);
        store(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void store(List<Incoming> batch) throws InterruptedException {
    // All lock builds in the same order.
    batch.sort(Comparator.comparingLong(i -> i.report().build()));
    List<Taken> checked = batch.stream().map(this::checked).toList();
    List<Outcome> outcomes;
    try {
      outcomes = database.write(handle -> checked.stream().map(t -> one(handle, t)).toList());
    } catch (RuntimeException e) {
      if (batch.size() > 1 && Fault.of(e) == Fault.DATA) {
        for (Incoming each : batch) {
          alone(each);
        }
      } else if (Fault.of(e) == Fault.DATA) {
        poor(batch.getFirst(), e);
      } else {
        again(batch, e);
      }
      return;
    }
    done(batch, outcomes);
  }

  private void alone(Incoming one) throws InterruptedException {
    store(new ArrayList<>(List.of(one)));
  }

  /** Stores that there was a report, whose contents the database refuses. */
  private void poor(Incoming one, RuntimeException fault) throws InterruptedException {
    ToServer.Report report = one.report();
    LOG.error(
        "what {} tells of build {} cannot be stored and is left out",
        report.worker(),
        report.build(),
        fault);
    try {
      Taken instead = new Taken(report, Checked.inPlaceOf(report, clock.instant()));
      Outcome outcome = database.write(handle -> one(handle, instead));
      done(List.of(one), List.of(outcome));
    } catch (RuntimeException e) {
      if (Fault.of(e) == Fault.DATA) {
        LOG.error("nor can anything in its place", e);
        one.settle().accept(true);
      } else {
        again(List.of(one), e);
      }
    }
  }

  private static void again(List<Incoming> batch, RuntimeException fault)
      throws InterruptedException {
    LOG.warn(
        "{} reports cannot be stored now and will be taken again: {}",
        batch.size(),
        Fault.reason(fault));
    Thread.sleep(500);
    batch.forEach(r -> r.settle().accept(false));
  }

  private void done(List<Incoming> batch, List<Outcome> outcomes) {
    Set<Long> changed = new TreeSet<>();
    for (int i = 0; i < batch.size(); i++) {
      Outcome outcome = outcomes.get(i);
      if (!outcome.events().isEmpty()) {
        hub.stored(outcome.build(), outcome.events());
        changed.add(outcome.build());
      }
      batch.get(i).answer().accept(outcome.answer());
      batch.get(i).settle().accept(true);
    }
    changed.forEach(news);
  }

  private record Taken(ToServer.Report report, Checked checked) {}

  private Taken checked(Incoming incoming) {
    return new Taken(incoming.report(), Checked.of(incoming.report(), clock.instant()));
  }

  private Outcome one(Handle handle, Taken taken) {
    ToServer.Report report = taken.report();
    long build = report.build();
    int attempt = report.attempt();
    Optional<Milestone.Ended> end = taken.checked().end();
    Received received =
        Reports.take(
            handle, build, attempt, report.first(), taken.checked().events(), end.isPresent());
    return switch (received) {
      case Received.Stored(List<BuildEvent> fresh) -> {
        List<BuildEvent> all = new ArrayList<>(fresh);
        Steps.note(handle, build, fresh.stream().map(Recorder::unnumbered).toList());
        end.ifPresent(e -> finish(handle, build, attempt, e).ifPresent(all::add));
        yield new Outcome(build, all, stored(report));
      }
      case Received.Known() -> new Outcome(build, List.of(), stored(report));
      case Received.Missing(long upTo) ->
          new Outcome(build, List.of(), new ToWorker.Missing(build, attempt, upTo));
      case Received.Stale() ->
          new Outcome(
              build,
              List.of(),
              endedByThis(handle, build, attempt)
                  ? stored(report)
                  : new ToWorker.Stop(build, attempt, true));
    };
  }

  /**
   * Whether a build is over and this was the attempt that ended it: its reports were all stored.
   */
  private static boolean endedByThis(Handle handle, long build, int attempt) {
    return Builds.get(handle, build)
        .filter(b -> b.attempt() == attempt && b.state().isOver())
        .isPresent();
  }

  private static NewEvent unnumbered(BuildEvent event) {
    return new NewEvent(event.at(), event.kind(), event.body());
  }

  private static ToWorker stored(ToServer.Report report) {
    return new ToWorker.Stored(
        report.build(), report.attempt(), report.first() + report.events().size() - 1);
  }

  private Optional<BuildEvent> finish(Handle handle, long build, int attempt, Milestone.Ended end) {
    Instant now = clock.instant();
    Optional<BuildEvent> last = Reports.end(handle, build, attempt, end, now);
    if (last.isPresent()) {
      Steps.note(handle, build, List.of(unnumbered(last.get())));
      Artifacts.forgetOthers(handle, build, attempt);
      ended.ended(handle, build, now);
    }
    return last;
  }
}
