package dev.slipway.server.page.account;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.ProjectRow;
import dev.slipway.queue.store.Projects;
import dev.slipway.server.account.ProjectChanges;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import dev.slipway.server.security.Caller;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The projects and their members, for administrators. */
final class ProjectPage {
  private final Visitors visitors;
  private final Projects projects;
  private final ProjectChanges changes;

  ProjectPage(Visitors visitors, Projects projects, ProjectChanges changes) {
    this.visitors = visitors;
    this.projects = projects;
    this.changes = changes;
  }

  /** A project and who sees its builds, beside administrators. */
  record Shown(ProjectRow row, List<String> members) {
    boolean isRemovable() {
      return !row.name().equals(ProjectRow.DEFAULT);
    }
  }

  /**
   * The page.
   *
   * @param name that was typed for a new project
   * @param fault what was wrong with a change
   */
  record View(Frame frame, List<Shown> projects, String name, Optional<String> fault) {}

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/projects", this::show)
        .POST("/projects", r -> change(r, this::add))
        .POST("/projects/{name}/network", r -> change(r, this::network))
        .POST("/projects/{name}/join", r -> change(r, this::join))
        .POST("/projects/{name}/leave", r -> change(r, this::leave))
        .POST("/projects/{name}/remove", r -> change(r, this::remove))
        .build();
  }

  private ServerResponse show(ServerRequest request) throws QueueException {
    Visit visit = visitors.of(request).as(Caller.Role.ADMINISTRATOR);
    return page(HttpStatus.OK, visit, Optional.empty());
  }

  private ServerResponse page(HttpStatus status, Visit visit, Optional<String> fault) {
    return Html.page(
        status,
        JteprojectsGenerated::render,
        new View(
            visit.frame("Projects", Frame.Section.PROJECTS),
            projects.all().stream().map(p -> new Shown(p, projects.members(p.name()))).toList(),
            visit.parameter("name").orElse(""),
            fault));
  }

  /** What an administrator wants to be different. */
  private interface Wanted {
    void happen(Visit visit) throws QueueException;
  }

  private ServerResponse change(ServerRequest request, Wanted wanted) throws QueueException {
    Visit visit = visitors.of(request).as(Caller.Role.ADMINISTRATOR);
    try {
      wanted.happen(visit);
      return Html.goTo("/projects");
    } catch (QueueException e) {
      return page(HttpStatus.UNPROCESSABLE_CONTENT, visit, Optional.ofNullable(e.getMessage()));
    }
  }

  private void add(Visit visit) throws QueueException {
    changes.add(
        visit.caller(), visit.parameter("name").orElse(""), visit.parameter("network").isPresent());
  }

  private void network(Visit visit) throws QueueException {
    changes.network(visit.caller(), named(visit), visit.parameter("network").isPresent());
  }

  private void join(Visit visit) throws QueueException {
    changes.join(visit.caller(), named(visit), visit.parameter("account").orElse(""));
  }

  private void leave(Visit visit) throws QueueException {
    changes.leave(visit.caller(), named(visit), visit.parameter("account").orElse(""));
  }

  private void remove(Visit visit) throws QueueException {
    changes.remove(visit.caller(), named(visit));
  }

  private static String named(Visit visit) {
    return visit.request().pathVariable("name");
  }
}
