package dev.slipway.server.api;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.Build;
import dev.slipway.queue.retention.Retention;
import dev.slipway.queue.retention.RetentionPolicy.Disposal;
import dev.slipway.queue.store.Builds;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import dev.slipway.server.security.Caller;
import java.util.List;
import java.util.Optional;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Which builds' files would go if retention ran now. */
final class RetentionRoutes {
  private final Access access;
  private final Builds builds;
  private final Retention retention;

  RetentionRoutes(Access access, Builds builds, Retention retention) {
    this.access = access;
    this.builds = builds;
    this.retention = retention;
  }

  /** Those of builds that somebody may see. */
  record Plan(List<Disposal> disposals) {}

  RouterFunction<ServerResponse> routes() {
    return route().GET("/api/v1/retention", this::plan).build();
  }

  private ServerResponse plan(ServerRequest request) throws Refusal {
    Query.of(request);
    Caller caller = access.caller(request);
    return Json.ok(new Plan(retention.plan().stream().filter(d -> sees(caller, d)).toList()));
  }

  private boolean sees(Caller caller, Disposal disposal) {
    Optional<Build> build = builds.get(disposal.build());
    return build.isPresent() && caller.sees(build.get().request().project());
  }
}
