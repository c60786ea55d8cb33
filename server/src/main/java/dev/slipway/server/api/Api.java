package dev.slipway.server.api;

import dev.slipway.database.Database;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.dispatch.BuildService;
import dev.slipway.queue.live.Hub;
import dev.slipway.queue.source.Submissions;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Events;
import dev.slipway.queue.store.Idempotency;
import dev.slipway.queue.store.Queue;
import dev.slipway.queue.store.Steps;
import dev.slipway.queue.store.Workers;
import dev.slipway.server.compare.Comparisons;
import dev.slipway.server.security.Audit;
import dev.slipway.server.security.Callers;
import java.time.Clock;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The API: JSON over HTTP for programs.
 *
 * @param version the program's name and version
 */
public record Api(
    Database database,
    Hub hub,
    BuildService service,
    Submissions submissions,
    Storage storage,
    Callers callers,
    Audit audit,
    Clock clock,
    String version) {
  /** Its routes. */
  public RouterFunction<ServerResponse> routes() {
    Builds builds = new Builds(database);
    Steps steps = new Steps(database);
    Artifacts artifacts = new Artifacts(database);
    Access access = new Access(builds, callers);
    Repeatable repeatable = new Repeatable(new Idempotency(database), clock);
    EventStream stream = new EventStream(hub);
    return new AboutRoutes(version)
        .routes()
        .and(new SubmitRoutes(access, submissions, service, repeatable, audit, clock).routes())
        .and(new BuildRoutes(access, builds, steps, clock).routes())
        .and(new ChangeRoutes(access, database, service, storage, audit, clock).routes())
        .and(new EventRoutes(access, new Events(database), stream).routes())
        .and(new ArtifactRoutes(access, artifacts, storage).routes())
        .and(new CompareRoutes(access, new Comparisons(database, storage)).routes())
        .and(new FarmRoutes(access, new Workers(database), new Queue(database), clock).routes())
        .and(new DocumentRoutes(access).routes());
  }
}
