package dev.slipway.server.page.build;

import dev.slipway.database.Database;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.dispatch.BuildService;
import dev.slipway.queue.live.Hub;
import dev.slipway.queue.source.Submissions;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Journal;
import dev.slipway.queue.store.Projects;
import dev.slipway.queue.store.Steps;
import dev.slipway.server.compare.Comparisons;
import dev.slipway.server.consequence.PublishChanges;
import dev.slipway.server.page.frame.Visitors;
import dev.slipway.server.security.Audit;
import java.time.Clock;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The pages about builds. */
public final class BuildPages {
  private final RouterFunction<ServerResponse> routes;

  /** Pages of a service's builds. */
  public BuildPages(
      Visitors visitors,
      Database database,
      Hub hub,
      BuildService service,
      Submissions submissions,
      Storage storage,
      PublishChanges publications,
      Audit audit,
      Clock clock) {
    Builds builds = new Builds(database);
    Journal journal = new Journal(database);
    Snapshots snapshots =
        new Snapshots(
            new Steps(database), new Artifacts(database), journal, publications, storage, clock);
    LiveBuild live = new LiveBuild(hub, builds, journal, snapshots);
    // `new` and `compare` are no builds' numbers, so they come before the pages of builds.
    this.routes =
        new NewBuild(visitors, new Projects(database), service, submissions, publications, audit)
            .routes()
            .and(new BuildList(visitors, builds, clock).routes())
            .and(
                new ComparePage(visitors, builds, new Comparisons(database, storage), clock)
                    .routes())
            .and(
                new BuildPage(visitors, database, service, snapshots, live, publications, audit)
                    .routes());
  }

  /** The routes below {@code /builds}. */
  public RouterFunction<ServerResponse> routes() {
    return routes;
  }
}
