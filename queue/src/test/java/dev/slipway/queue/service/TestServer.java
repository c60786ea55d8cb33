package dev.slipway.queue.service;

import dev.slipway.database.Database;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.Timing;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.dispatch.BuildService;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.live.Follower;
import dev.slipway.queue.live.Hub;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Events;
import dev.slipway.queue.store.Room;
import dev.slipway.queue.store.Schema;
import dev.slipway.queue.store.Steps;
import dev.slipway.queue.store.Workers;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A server without its web pages. */
final class TestServer implements AutoCloseable {
  /** Short, but not so short that a busy machine takes a worker for dead. */
  static final Timing TIMING =
      new Timing(
          Duration.ofSeconds(4),
          Duration.ofMillis(300),
          Duration.ofMillis(200),
          Duration.ofSeconds(1));

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Database database;
  final Builds builds;
  final Steps steps;
  final Workers workers;
  final Hub hub;
  final BuildService service;

  private TestServer(String url, Clock clock) throws Exception {
    database = Schema.open(url);
    database.change(handle ->
        handle.execute(
            """
            INSERT INTO project (name, network, created_at) VALUES ('default', 1, 0)
            ON CONFLICT (name) DO NOTHING
            """));
    builds = new Builds(database);
    steps = new Steps(database);
    workers = new Workers(database);
    hub = new Hub(builds, new Events(database));
    service =
        new BuildService(
            database,
            hub,
            new Room(database, () -> Long.MAX_VALUE),
            clock,
            TIMING,
            new SecureRandom(),
            URI.create("http://127.0.0.1:9/"),
            (_, _, _) -> {});
  }

  static TestServer start(String database, Map<Architecture, BrokerUrl> brokers) throws Exception {
    return start(database, brokers, Clock.systemUTC());
  }

  static TestServer start(String database, Map<Architecture, BrokerUrl> brokers, Clock clock)
      throws Exception {
    TestServer server = new TestServer(database, clock);
    server.service.start(brokers, null);
    return server;
  }

  /** Submits a build that does what its name says; see {@link Stage}. */
  long submit(String name) throws QueueException {
    return submit(name, Architecture.AMD64, 0, 1);
  }

  long submit(String name, Architecture architecture, int priority, long space)
      throws QueueException {
    BuildRequest request =
        new BuildRequest(
            "default",
            name,
            "1",
            architecture,
            new BuildRequest.Source("0".repeat(64), 1, "upload"),
            BuildRequest.Options.NONE,
            priority,
            "ann",
            space);
    return service.submit(List.of(request)).getFirst().id();
  }

  Build build(long id) {
    return builds.get(id).orElseThrow();
  }

  /** Follows a build from its start until an event of a kind; all its events until then. */
  List<BuildEvent> awaitEvent(long build, String kind) throws InterruptedException {
    return await(build, e -> e.kind().equals(kind));
  }

  /** Follows a build from its start to its end; all its events. */
  List<BuildEvent> awaitEnd(long build) throws InterruptedException {
    return await(build, _ -> false);
  }

  List<BuildEvent> await(long build, Predicate<BuildEvent> last) throws InterruptedException {
    List<BuildEvent> seen = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (Follower follower = hub.follow(build, 0)) {
      while (!follower.isAtEnd() && seen.stream().noneMatch(last)) {
        if (System.nanoTime() > end) {
          throw new AssertionError("build " + build(build) + " did not come to it:\n" + text(seen));
        }
        follower.next(Duration.ofSeconds(1)).forEach(e -> seen.add(e.event()));
      }
    }
    return seen;
  }

  private static String text(List<BuildEvent> events) {
    return String.join("\n", events.stream().map(BuildEvent::json).toList());
  }

  @Override
  public void close() {
    service.close();
    database.close();
  }
}
