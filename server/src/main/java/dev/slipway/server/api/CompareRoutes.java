package dev.slipway.server.api;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.server.compare.Comparisons;
import dev.slipway.server.http.ContentTypes;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import java.io.IOException;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Two builds are compared by their packages, sizes and times. */
final class CompareRoutes {
  private final Access access;
  private final Comparisons comparisons;

  CompareRoutes(Access access, Comparisons comparisons) {
    this.access = access;
    this.comparisons = comparisons;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/api/v1/builds/{id}/compare/{other}", this::compare)
        .build()
        .filter(ContentTypes.json());
  }

  private ServerResponse compare(ServerRequest request) throws IOException, Refusal {
    Query.of(request);
    long from = access.visible(request).id();
    return Json.ok(comparisons.of(from, access.visible(request, "other").id()));
  }
}
