package dev.slipway.queue;

import dev.slipway.database.Database;
import dev.slipway.definition.Architecture;
import dev.slipway.process.Event;
import dev.slipway.queue.BuildRequest.Destination;
import dev.slipway.queue.event.EventJson;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.event.NewEvent;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Events;
import dev.slipway.queue.store.Leases;
import dev.slipway.queue.store.Reports;
import dev.slipway.queue.store.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Builds in a database, for tests of what follows from them. */
public final class Samples {
  private Samples() {}

  /** A new database with a project {@code default}. */
  public static Database database(Path folder) throws QueueException {
    return withProject(Schema.open("jdbc:sqlite:" + folder.resolve("slipway.db")));
  }

  /** The same database, with a project {@code default}. */
  public static Database withProject(Database database) {
    database.change(handle ->
        handle.execute("INSERT INTO project (name, network, created_at) VALUES ('default', 1, 0)"));
    return database;
  }

  /** What asks for version 1.4 of an image for amd64. */
  public static BuildRequest request(
      String name, Optional<String> mail, List<Destination> publish) {
    return new BuildRequest(
        "default",
        name,
        "1.4",
        Architecture.AMD64,
        new BuildRequest.Source("0".repeat(64), 10, "upload"),
        new BuildRequest.Options(List.of(), new TreeMap<>(), true, mail, publish),
        0,
        "ann",
        1);
  }

  /** A build in the queue. */
  public static Build add(Database database, BuildRequest request, Instant now) {
    return database.write(handle -> Builds.add(handle, request, now));
  }

  /** Has a worker take a build, the first in the queue, and end it. */
  public static Build end(
      Database database, Build build, Milestone.Ended end, Instant now, String... lines) {
    return database.write(handle -> {
      Leases.Holder worker = new Leases.Holder("w", "1", Set.of("amd64"), 1000);
      Build taken =
          Leases.claim(database, handle, worker, "hash", now, now.plusSeconds(30)).orElseThrow();
      for (String each : lines) {
        String body = EventJson.line(new Event.Output("install", each));
        Events.add(handle, taken.id(), List.of(new NewEvent(now, "output", body)));
      }
      Reports.end(handle, build.id(), taken.attempt(), end, now);
      return Builds.get(handle, build.id()).orElseThrow();
    });
  }

  /** The end of a build that went well. */
  public static Milestone.Ended success() {
    return new Milestone.Ended(BuildState.SUCCEEDED, Optional.empty(), Optional.empty());
  }

  /** The end of a build that did not, in the step {@code install}. */
  public static Milestone.Ended failure(String reason) {
    return new Milestone.Ended(BuildState.FAILED, Optional.of(reason), Optional.of("install"));
  }
}
