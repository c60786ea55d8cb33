package dev.slipway.server.account;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.ProjectRow;
import dev.slipway.queue.store.Projects;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.JsonBody;
import dev.slipway.server.http.Refusal;
import dev.slipway.server.security.Caller;
import dev.slipway.server.security.Callers;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Projects: members see theirs, administrators see and change all. */
final class ProjectRoutes {
  private final Projects projects;
  private final ProjectChanges changes;
  private final Callers callers;

  ProjectRoutes(Projects projects, ProjectChanges changes, Callers callers) {
    this.projects = projects;
    this.changes = changes;
    this.callers = callers;
  }

  /** A new project; its scripts do not use the network unless told otherwise. */
  private record NewProject(@Nullable String name, @Nullable Boolean network) {}

  private record Change(@Nullable Boolean network) {}

  /** A project with the names of its members. */
  private record Shown(ProjectRow project, List<String> members) {}

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/api/v1/projects", this::list)
        .POST("/api/v1/projects", this::add)
        .GET("/api/v1/projects/{name}", r -> shown(visible(r).name()))
        .PATCH("/api/v1/projects/{name}", this::change)
        .DELETE("/api/v1/projects/{name}", this::remove)
        .PUT("/api/v1/projects/{name}/members/{account}", this::join)
        .DELETE("/api/v1/projects/{name}/members/{account}", this::leave)
        .build();
  }

  private ProjectRow visible(ServerRequest request) throws QueueException {
    return changes.visible(callers.of(request), request.pathVariable("name"));
  }

  private ServerResponse shown(String name) throws QueueException {
    ProjectRow project = projects.get(name).orElseThrow(() -> Given.unknown("project", name));
    return Json.ok(new Shown(project, projects.members(name)));
  }

  private ServerResponse list(ServerRequest request) {
    Caller caller = callers.of(request);
    return Json.ok(
        Map.of("projects", projects.all().stream().filter(p -> caller.sees(p.name())).toList()));
  }

  private ServerResponse add(ServerRequest request) throws IOException, Refusal {
    NewProject given = JsonBody.read(request, NewProject.class);
    boolean network = given.network() != null && given.network();
    return Json.of(HttpStatus.CREATED, changes.add(callers.of(request), given.name(), network));
  }

  private ServerResponse change(ServerRequest request) throws IOException, Refusal {
    String name = visible(request).name();
    Change given = JsonBody.read(request, Change.class);
    if (given.network() != null) {
      changes.network(callers.of(request), name, given.network());
    }
    return shown(name);
  }

  private ServerResponse remove(ServerRequest request) throws QueueException {
    changes.remove(callers.of(request), request.pathVariable("name"));
    return ServerResponse.noContent().build();
  }

  private ServerResponse join(ServerRequest request) throws QueueException {
    String name = request.pathVariable("name");
    changes.join(callers.of(request), name, request.pathVariable("account"));
    return shown(name);
  }

  private ServerResponse leave(ServerRequest request) throws QueueException {
    String name = request.pathVariable("name");
    changes.leave(callers.of(request), name, request.pathVariable("account"));
    return shown(name);
  }
}
