package dev.slipway.server.page.build;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.database.Database;
import dev.slipway.queue.Build;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.dispatch.BuildService;
import dev.slipway.queue.log.BuildLog;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Journal;
import dev.slipway.server.consequence.PublishChanges;
import dev.slipway.server.http.Ongoing;
import dev.slipway.server.http.Problems;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import dev.slipway.server.security.Audit;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The page of a build: watching it, and what can be done with it. */
final class BuildPage {
  private final Visitors visitors;
  private final Database database;
  private final VisibleBuilds visible;
  private final Journal journal;
  private final BuildLog log;
  private final BuildService service;
  private final Snapshots snapshots;
  private final LiveBuild live;
  private final PublishChanges publications;
  private final Audit audit;

  BuildPage(
      Visitors visitors,
      Database database,
      BuildService service,
      Snapshots snapshots,
      LiveBuild live,
      PublishChanges publications,
      Audit audit) {
    this.visitors = visitors;
    this.database = database;
    this.visible = new VisibleBuilds(new Builds(database));
    this.journal = new Journal(database);
    this.log = new BuildLog(database);
    this.service = service;
    this.snapshots = snapshots;
    this.live = live;
    this.publications = publications;
    this.audit = audit;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/builds/{id}", this::show)
        .GET("/builds/{id}/log", this::log)
        .GET("/builds/{id}/log.txt", this::plainLog)
        .GET("/builds/{id}/live", this::follow)
        .GET("/builds/{id}/publications", this::publications)
        .POST("/builds/{id}/publish", this::publish)
        .POST("/builds/{id}/cancel", r -> act(r, "cancelled", service::cancel))
        .POST("/builds/{id}/retry", r -> act(r, "retried", service::retry))
        .POST("/builds/{id}/keep", r -> act(r, "kept", (id, _) -> keep(id, true)))
        .POST("/builds/{id}/release", r -> act(r, "kept no longer", (id, _) -> keep(id, false)))
        .build();
  }

  private ServerResponse show(ServerRequest request) throws IOException {
    Visit visit = visitors.of(request);
    return page(HttpStatus.OK, visit, visible.of(visit), PublishForm.EMPTY, Optional.empty());
  }

  private ServerResponse page(
      HttpStatus status, Visit visit, Build build, PublishForm form, Optional<String> fault)
      throws IOException {
    Snapshot now = snapshots.of(build);
    Frame frame =
        visit.frame("Build " + build.id() + ", " + build.request().name(), Frame.Section.BUILDS);
    return Html.page(
        status,
        JtebuildGenerated::render,
        new BuildView(
            build.state().isOver() && !now.isPublishing() ? frame : frame.reloading(5),
            now,
            LogView.of(journal, build.id(), window(visit)),
            publications.places(),
            form,
            fault));
  }

  private ServerResponse publications(ServerRequest request) throws IOException {
    Build build = visible.of(visitors.of(request));
    return Html.page(JtepublicationsGenerated::render, snapshots.of(build));
  }

  /** To where it was to go, unless places are chosen. */
  private ServerResponse publish(ServerRequest request) throws IOException {
    Visit visit = visitors.of(request);
    Build build = visible.of(visit);
    PublishForm form = PublishForm.of(request.params());
    try {
      publications.publish(visit.caller(), build, form.destinations(publications.places()));
      return Html.goTo("/builds/" + build.id() + "#publications");
    } catch (QueueException e) {
      HttpStatus status = Problems.problem(e).status();
      return page(status, visit, build, form, Optional.ofNullable(e.getMessage()));
    }
  }

  private ServerResponse log(ServerRequest request) throws IOException {
    Visit visit = visitors.of(request);
    LogView view = LogView.of(journal, visible.of(visit).id(), window(visit));
    return Html.page(JtelogGenerated::render, view);
  }

  private static Journal.Window window(Visit visit) {
    long line = visit.number("line", 0);
    return new Journal.Window(
        visit.parameter("step"),
        visit.number("before", Long.MAX_VALUE),
        line == 0 ? Long.MAX_VALUE : line + LogView.LINES / 2,
        LogView.LINES);
  }

  private ServerResponse plainLog(ServerRequest request) throws IOException {
    Build build = visible.of(visitors.of(request));
    return ServerResponse.ok()
        .header("Content-Type", "text/plain; charset=utf-8")
        .header(
            "Content-Disposition",
            "attachment; filename=\"" + build.imageName() + "-build-" + build.id() + ".log\"")
        .build((_, response) -> {
          log.whole(build.id(), Long.MAX_VALUE, response.getWriter());
          return null;
        });
  }

  private ServerResponse follow(ServerRequest request) throws IOException {
    Visit visit = visitors.of(request);
    Build build = visible.of(visit);
    long after =
        Optional.ofNullable(request.headers().firstHeader("Last-Event-ID"))
            .filter(h -> h.matches("[0-9]{1,18}"))
            .map(Long::parseLong)
            .orElseGet(() -> visit.number("after", 0));
    return ServerResponse.ok()
        .header("Content-Type", "text/event-stream; charset=utf-8")
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no")
        .build((plain, response) -> {
          Ongoing.begin(plain, response, live.follow(build.id(), after));
          return null;
        });
  }

  /** What somebody does with a build. */
  private interface Act {
    void on(long build, String by) throws QueueException;
  }

  private ServerResponse act(ServerRequest request, String done, Act act) throws QueueException {
    Visit visit = visitors.of(request);
    Build build = visible.of(visit);
    visit.caller().mayWrite(build.request().project());
    act.on(build.id(), visit.caller().account());
    audit.note(visit.caller(), "build " + done, String.valueOf(build.id()), build.imageName());
    return Html.goTo("/builds/" + build.id());
  }

  private void keep(long build, boolean kept) {
    database.change(handle -> Builds.keep(handle, build, kept));
  }
}
