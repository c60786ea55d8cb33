package dev.slipway.server.page.overview;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.store.BuildFilter;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Workers;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Who makes images. */
final class WorkersPage {
  private final Visitors visitors;
  private final Workers workers;
  private final Builds builds;
  private final Clock clock;

  WorkersPage(Visitors visitors, Workers workers, Builds builds, Clock clock) {
    this.visitors = visitors;
    this.workers = workers;
    this.builds = builds;
    this.clock = clock;
  }

  /** All workers, by name. */
  record View(Frame frame, List<WorkerView> workers, Instant now) {}

  RouterFunction<ServerResponse> routes() {
    return route().GET("/workers", this::show).build();
  }

  private ServerResponse show(ServerRequest request) {
    Visit visit = visitors.of(request);
    Instant now = clock.instant();
    List<Build> running =
        builds.page(
            new BuildFilter(
                visit.caller().projects(),
                Optional.of(BuildState.RUNNING),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1_000));
    return Html.page(
        JteworkersGenerated::render,
        new View(
            visit.frame("Workers", Frame.Section.WORKERS).reloading(10),
            workers.all().stream().map(r -> WorkerView.of(r, running, now)).toList(),
            now));
  }
}
