package dev.slipway.server.api;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest.Destination;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.store.Errand;
import dev.slipway.server.consequence.PublishChanges;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.JsonBody;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What of a build is published, and where. */
final class PublishRoutes {
  private final Access access;
  private final PublishChanges publications;

  PublishRoutes(Access access, PublishChanges publications) {
    this.access = access;
    this.publications = publications;
  }

  /** Where to, as it is asked for; what is left out is null. */
  record Wanted(@Nullable List<Goal> publish) {}

  /** A destination as it is asked for. */
  record Goal(@Nullable String url, @Nullable String credential) {}

  /** A build's publications, the newest first. */
  record All(List<ErrandView> publications) {
    private static All of(List<Errand> errands) {
      return new All(errands.stream().map(ErrandView::of).toList());
    }
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/api/v1/builds/{id}/publications", this::list)
        .POST("/api/v1/builds/{id}/publish", this::publish)
        .build();
  }

  private ServerResponse list(ServerRequest request) throws QueueException, Refusal {
    Query.of(request);
    return Json.ok(All.of(publications.of(access.visible(request))));
  }

  private ServerResponse publish(ServerRequest request) throws IOException, Refusal {
    Query.of(request);
    Build build = access.changeable(request);
    List<Destination> destinations = destinations(JsonBody.read(request, Wanted.class));
    List<Errand> errands = publications.publish(access.caller(request), build, destinations);
    return Json.of(HttpStatus.ACCEPTED, All.of(errands));
  }

  private static List<Destination> destinations(Wanted wanted) throws QueueException {
    List<Goal> goals = wanted.publish() == null ? List.of() : wanted.publish();
    List<Destination> destinations = new ArrayList<>();
    for (Goal each : goals) {
      if (each.url() == null) {
        throw new QueueException(Code.INVALID, "a destination in `publish` has no `url`");
      }
      destinations.add(new Destination(each.url(), Optional.ofNullable(each.credential())));
    }
    return destinations;
  }
}
