package dev.slipway.server.api;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.database.Database;
import dev.slipway.queue.Build;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.dispatch.BuildService;
import dev.slipway.queue.store.Builds;
import dev.slipway.server.http.ContentTypes;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import dev.slipway.server.security.Audit;
import dev.slipway.server.security.Caller;
import java.io.IOException;
import java.time.Clock;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Builds are cancelled, retried, kept and removed. */
final class ChangeRoutes {
  private final Access access;
  private final Database database;
  private final BuildService service;
  private final Storage storage;
  private final Audit audit;
  private final Clock clock;

  ChangeRoutes(
      Access access,
      Database database,
      BuildService service,
      Storage storage,
      Audit audit,
      Clock clock) {
    this.access = access;
    this.database = database;
    this.service = service;
    this.storage = storage;
    this.audit = audit;
    this.clock = clock;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .POST("/api/v1/builds/{id}/cancel", change("build cancelled", service::cancel))
        .POST("/api/v1/builds/{id}/retry", change("build retried", service::retry))
        .PUT("/api/v1/builds/{id}/keep", change("build kept", (id, _) -> keep(id, true)))
        .DELETE("/api/v1/builds/{id}/keep", change("build not kept", (id, _) -> keep(id, false)))
        .DELETE("/api/v1/builds/{id}", this::remove)
        .build()
        .filter(ContentTypes.json());
  }

  /** Does something to a build. */
  private interface Change {
    /** The build afterwards. */
    Build of(long id, String by) throws QueueException;
  }

  private HandlerFunction<ServerResponse> change(String action, Change change) {
    return request -> {
      Query.of(request);
      Build build = access.changeable(request);
      Caller caller = access.caller(request);
      Build after = change.of(build.id(), caller.account());
      audit.note(caller, action, String.valueOf(build.id()), build.imageName());
      return Json.ok(BuildView.of(after, clock.instant()));
    };
  }

  private Build keep(long id, boolean kept) throws QueueException {
    return database.write(handle -> {
      Builds.keep(handle, id, kept);
      return Builds.get(handle, id)
          .orElseThrow(
              () -> new QueueException(QueueException.Code.UNKNOWN, "there is no build " + id));
    });
  }

  /** Notes first that the files go: a build whose row is left can be removed once more. */
  private ServerResponse remove(ServerRequest request) throws IOException, Refusal {
    Query.of(request);
    Build build = access.changeable(request);
    long id = build.id();
    if (!database.write(handle -> Builds.dispose(handle, id))) {
      throw new QueueException(
          QueueException.Code.CONFLICT,
          "build " + id + " is not over; cancel it first, or wait for its end");
    }
    storage.removeAll(Keys.build(id));
    database.change(handle -> Builds.remove(handle, id));
    service.changed(id);
    audit.note(access.caller(request), "build removed", String.valueOf(id), build.imageName());
    return ServerResponse.noContent().build();
  }
}
