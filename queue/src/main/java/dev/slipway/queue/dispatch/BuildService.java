package dev.slipway.queue.dispatch;

import dev.slipway.database.Database;
import dev.slipway.database.Fault;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.Timing;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.live.Hub;
import dev.slipway.queue.protocol.ToWorker;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Leases;
import dev.slipway.queue.store.Room;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's part of the queue. Any number of servers work on the same database and brokers; the
 * database's rows decide, messages only say that there is something to look at.
 */
public final class BuildService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BuildService.class);

  /** How often builds that somebody follows are looked at, in case that news were lost. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Database database;
  private final Room room;
  private final Clock clock;
  private final Timing timing;
  private final Builds builds;
  private final Hub hub;
  private final Desk desk;
  private final Reception reception;
  private final Recorder recorder;
  private final Ending ending;
  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private final Sweeper sweeper;
  private final List<Thread> threads = new ArrayList<>();

  /** How long the first connection to a broker is waited for. */
  private static final Duration FIRST = Duration.ofSeconds(5);

  /** Does what follows from a build's end, in the transaction that ends it. */
  public interface Ending extends Recorder.Ended {
    /**
     * Sees, before builds are put into the queue, that what is to follow from them can be done.
     *
     * @throws QueueException where it cannot
     */
    default void check(List<BuildRequest> requests) throws QueueException {}

    /** Does what follows from a build's submission, in its transaction. */
    default void submitted(Handle handle, Build build, Instant now) {}
  }

  /** A service that has not begun, with the usual times; see the other constructor. */
  public BuildService(
      Database database,
      Hub hub,
      Room room,
      Clock clock,
      SecureRandom random,
      URI files,
      Ending ending) {
    this(database, hub, room, clock, Timing.USUAL, random, files, ending);
  }

  /**
   * A service that has not begun.
   *
   * @param room of the storage that what is built goes to
   * @param files the address of a server, as workers reach it
   */
  public BuildService(
      Database database,
      Hub hub,
      Room room,
      Clock clock,
      Timing timing,
      SecureRandom random,
      URI files,
      Ending ending) {
    this.database = database;
    this.room = room;
    this.clock = clock;
    this.timing = timing;
    this.builds = new Builds(database);
    this.hub = hub;
    this.ending = ending;
    this.desk =
        new Desk(database, room, clock, timing, random, files, this::changed, this::ticket, ending);
    this.reception = new Reception(desk);
    this.recorder = new Recorder(database, hub, clock, ending, this::tellServers);
    this.sweeper = new Sweeper(desk, timing, clock);
  }

  /**
   * Begins: connects to the brokers, and goes on where it was left. A broker that is not there is
   * connected to as soon as it is.
   *
   * @param brokers one for each architecture; several may have the same
   * @param trust whom to believe with TLS; the JDK's own authorities where it is null
   */
  public void start(Map<Architecture, BrokerUrl> brokers, @Nullable SSLContext trust)
      throws IOException, InterruptedException {
    threads.add(Thread.ofPlatform().daemon().name("recorder").start(recorder));
    threads.add(Thread.ofPlatform().daemon().name("reception").start(reception));
    Map<BrokerUrl, Set<Architecture>> each = new LinkedHashMap<>();
    brokers.forEach((architecture, url) ->
        each.computeIfAbsent(url, _ -> EnumSet.noneOf(Architecture.class)).add(architecture));
    each.forEach((url, architectures) ->
        dispatchers.add(
            new Dispatcher(
                url,
                trust,
                architectures,
                reception,
                recorder,
                new News(hub::changed),
                this::changed)));
    for (Dispatcher dispatcher : dispatchers) {
      dispatcher.link().start(FIRST);
    }
    every(timing.sweep(), "sweeper", () -> sweeper.sweep(dispatchers));
    every(timing.tickets(), "tickets", this::reconcile);
    every(LOOK, "followers", hub::look);
  }

  /** A broker has come or gone. */
  private void changed(Dispatcher dispatcher, boolean there) {
    sweeper.changed(dispatcher);
    if (there) {
      Thread.ofVirtual().name("tickets").start(() -> reconcile(dispatcher));
    }
  }

  private void every(Duration pause, String name, Runnable work) {
    threads.add(
        Thread.ofVirtual()
            .name(name)
            .start(() -> {
              try {
                while (true) {
                  Thread.sleep(pause);
                  quietly(name, work);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
  }

  private static void quietly(String name, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (Fault.of(e) == Fault.DATABASE) {
        LOG.warn("`{}` will be tried again: {}", name, Fault.reason(e));
      } else {
        LOG.error("`{}` will be tried again", name, e);
      }
    }
  }

  /** Does what belongs to a submission, in the transaction that puts its builds into the queue. */
  public interface Submitted {
    /** Does it. */
    void submitted(Handle handle, List<Build> builds);
  }

  /** Puts builds into the queue; see the other method. */
  public List<Build> submit(List<BuildRequest> requests) throws QueueException {
    return submit(requests, (_, _) -> {});
  }

  /**
   * Puts builds into the queue.
   *
   * @throws QueueException where one is larger than the storage's free room, or what is to follow
   *     from the builds cannot be done
   */
  public List<Build> submit(List<BuildRequest> requests, Submitted also) throws QueueException {
    ending.check(requests);
    room.check(requests);
    Instant now = clock.instant();
    List<Build> added =
        database.write(handle -> {
          List<Build> builds = requests.stream().map(r -> add(handle, r, now)).toList();
          also.submitted(handle, builds);
          return builds;
        });
    added.forEach(this::announce);
    return added;
  }

  private Build add(Handle handle, BuildRequest request, Instant now) {
    Build build = Builds.add(handle, request, now);
    ending.submitted(handle, build, now);
    return build;
  }

  /** Tells everybody of builds that a transaction has put into the queue. */
  public void announce(Build build) {
    hub.changed(build.id());
    ticket(build);
  }

  /**
   * Cancels a build: at once where it is in the queue, and where it runs as soon as its worker has
   * ended it.
   *
   * @throws QueueException where it is over
   */
  public Build cancel(long id, String by) throws QueueException {
    Instant now = clock.instant();
    Build build =
        database.write(handle -> {
          boolean over = Builds.get(handle, id).map(b -> b.state().isOver()).orElse(false);
          if (over) {
            throw new QueueException(
                QueueException.Code.CONFLICT,
                "build " + id + " is over; there is nothing to cancel");
          }
          Build after =
              Builds.cancel(handle, id, by, now)
                  .orElseThrow(() ->
                      new QueueException(QueueException.Code.UNKNOWN, "there is no build " + id));
          if (after.state().isOver()) {
            ending.ended(handle, id, now);
          }
          return after;
        });
    changed(id);
    if (build.state() == BuildState.RUNNING && build.worker().isPresent()) {
      dispatcher(build)
          .ifPresent(
              d -> d.send(build.worker().get(), new ToWorker.Stop(id, build.attempt(), false)));
    }
    return build;
  }

  /**
   * Puts a build that is over into the queue once more; what its steps left in a worker's cache is
   * used.
   *
   * @throws QueueException where it is not over
   */
  public Build retry(long id, String by) throws QueueException {
    Instant now = clock.instant();
    Build build =
        database.write(handle -> {
          if (Builds.get(handle, id).filter(Build::disposed).isPresent()) {
            throw new QueueException(
                QueueException.Code.CONFLICT,
                "the files of build " + id + " were removed by retention; submit it again");
          }
          if (!Builds.requeue(handle, id, by, now)) {
            throw new QueueException(
                QueueException.Code.CONFLICT,
                "build " + id + " is not over; cancel it first, or wait for its end");
          }
          return Builds.get(handle, id).orElseThrow();
        });
    announce(build);
    return build;
  }

  /** Whether a token opens the files of a build's attempt. */
  public boolean opens(long build, int attempt, String token) {
    return database.read(handle -> Leases.opens(handle, build, attempt, Desk.sha256(token)));
  }

  /** A build's row or events were changed: whoever follows it, on any server, is told. */
  public void changed(long build) {
    try {
      hub.changed(build);
    } catch (RuntimeException e) {
      // What has changed it is done; whoever follows it looks again after a while.
      LOG.warn("followers of build {} hear of it later: {}", build, Fault.reason(e));
    }
    tellServers(build);
  }

  /** Whether each broker is there. */
  public Map<String, Boolean> brokers() {
    Map<String, Boolean> states = new LinkedHashMap<>();
    dispatchers.forEach(d -> states.put(d.link().url().toString(), d.link().isOpen()));
    return states;
  }

  private void tellServers(long build) {
    // One broker suffices, since all servers are at all of them.
    dispatchers.stream().filter(d -> d.link().isOpen()).findFirst().ifPresent(d -> d.tell(build));
  }

  private Optional<Dispatcher> dispatcher(Build build) {
    return dispatchers.stream()
        .filter(d -> d.architectures().contains(build.request().architecture()))
        .findFirst();
  }

  private void ticket(Build build) {
    Optional<Dispatcher> dispatcher = dispatcher(build);
    if (dispatcher.isEmpty()) {
      LOG.warn("build {} waits: there is no broker for its architecture", build.id());
      return;
    }
    try {
      dispatcher.get().ticket(build);
    } catch (IOException e) {
      LOG.warn("build {} has no ticket yet: {}", build.id(), e.getMessage());
    }
  }

  private void reconcile() {
    dispatchers.forEach(this::reconcile);
  }

  /** Sees that no build in the queue is without a ticket: brokers forget. */
  private void reconcile(Dispatcher dispatcher) {
    if (!dispatcher.link().isOpen()) {
      return;
    }
    try {
      for (Architecture architecture : dispatcher.architectures()) {
        dispatcher.replenish(architecture, builds.waiting(architecture));
      }
    } catch (IOException | TimeoutException | RuntimeException e) {
      LOG.warn("tickets cannot be counted now: {}", e.toString());
    }
  }

  @Override
  public void close() {
    dispatchers.forEach(d -> d.link().close());
    threads.forEach(Thread::interrupt);
    try {
      for (Thread each : threads) {
        each.join(Duration.ofSeconds(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
