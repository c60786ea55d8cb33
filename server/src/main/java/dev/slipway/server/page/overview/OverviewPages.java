package dev.slipway.server.page.overview;

import dev.slipway.database.Database;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Overview;
import dev.slipway.queue.store.Workers;
import dev.slipway.server.page.frame.Visitors;
import java.time.Clock;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The pages about all of the service. */
public final class OverviewPages {
  private final RouterFunction<ServerResponse> routes;

  /** Pages of a service. */
  public OverviewPages(Visitors visitors, Database database, Storage storage, Clock clock) {
    Builds builds = new Builds(database);
    Overview overview = new Overview(database);
    Workers workers = new Workers(database);
    this.routes =
        new Dashboard(visitors, builds, overview, workers, storage, clock)
            .routes()
            .and(new WorkersPage(visitors, workers, builds, clock).routes())
            .and(new ImagesPage(visitors, overview, new Artifacts(database), clock).routes());
  }

  /** The routes to the dashboard, the images and the workers. */
  public RouterFunction<ServerResponse> routes() {
    return routes;
  }
}
