package dev.slipway.server.page.overview;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.store.BuildFilter;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Overview;
import dev.slipway.queue.store.WorkerRow;
import dev.slipway.queue.store.Workers;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What goes on now. */
final class Dashboard {
  private static final int SHOWN = 15;

  private final Visitors visitors;
  private final Builds builds;
  private final Overview overview;
  private final Workers workers;
  private final Storage storage;
  private final Clock clock;

  Dashboard(
      Visitors visitors,
      Builds builds,
      Overview overview,
      Workers workers,
      Storage storage,
      Clock clock) {
    this.visitors = visitors;
    this.builds = builds;
    this.overview = overview;
    this.workers = workers;
    this.storage = storage;
    this.clock = clock;
  }

  /**
   * The dashboard.
   *
   * @param recent builds that are over
   * @param free bytes of the storage
   */
  record View(
      Frame frame,
      List<Overview.Waiting> waiting,
      List<Build> running,
      Map<Long, Overview.Done> progress,
      List<Build> recent,
      List<WorkerView> workers,
      long free,
      Instant now) {
    /** Whether nothing was ever built. */
    boolean isNew() {
      return waiting.isEmpty() && running.isEmpty() && recent.isEmpty();
    }

    long queued() {
      return waiting.stream().mapToLong(Overview.Waiting::builds).sum();
    }

    int slots() {
      return workers.stream().filter(WorkerView::isThere).mapToInt(w -> w.row().slots()).sum();
    }

    int busy() {
      return workers.stream().filter(WorkerView::isThere).mapToInt(w -> w.row().busy()).sum();
    }

    Overview.Done progressOf(Build build) {
      return progress.getOrDefault(build.id(), new Overview.Done(0, 0));
    }

    /** Whether no worker takes builds of an architecture. */
    boolean isStuck(Overview.Waiting each) {
      return workers.stream()
          .noneMatch(w -> w.isTaking() && w.row().architectures().contains(each.architecture()));
    }
  }

  RouterFunction<ServerResponse> routes() {
    return route().GET("/", this::show).build();
  }

  private ServerResponse show(ServerRequest request) throws IOException {
    Visit visit = visitors.of(request);
    Instant now = clock.instant();
    List<Build> running = newest(visit, Optional.of(BuildState.RUNNING), 50);
    List<WorkerRow> rows = workers.all();
    return Html.page(
        JtedashboardGenerated::render,
        new View(
            visit.frame("Dashboard", Frame.Section.DASHBOARD).reloading(10),
            overview.waiting(),
            running,
            overview.progress(running.stream().map(Build::id).toList()),
            newest(visit, Optional.empty(), SHOWN * 2).stream()
                .filter(b -> b.state().isOver())
                .limit(SHOWN)
                .toList(),
            rows.stream().map(r -> WorkerView.of(r, running, now)).toList(),
            storage.free(),
            now));
  }

  private List<Build> newest(Visit visit, Optional<BuildState> state, int limit) {
    return builds.page(
        new BuildFilter(
            visit.caller().projects(),
            state,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            limit));
  }
}
