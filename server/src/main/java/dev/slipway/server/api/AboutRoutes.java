package dev.slipway.server.api;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.server.http.ContentTypes;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.Query;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The API tells of itself. */
final class AboutRoutes {
  private final String version;
  private final OpenApi description = new OpenApi();

  /**
   * Routes of a program.
   *
   * @param version its name and version
   */
  AboutRoutes(String version) {
    this.version = version;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET(
            "/api/v1",
            request -> {
              Query.of(request);
              return Json.ok(root());
            })
        .GET(
            "/api/v1/version",
            request -> {
              Query.of(request);
              return Json.ok(about());
            })
        .GET(
            "/api/v1/openapi.json",
            request -> {
              Query.of(request);
              return Json.answer(ServerResponse.ok(), description.json());
            })
        .build()
        .filter(ContentTypes.json());
  }

  private Map<String, String> about() {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("program", version);
    about.put("api", "v1");
    return about;
  }

  private Map<String, Object> root() {
    Map<String, Object> links = new LinkedHashMap<>();
    links.put("self", "/api/v1");
    links.put("openapi", "/api/v1/openapi.json");
    links.put("sources", "/api/v1/sources");
    links.put("builds", "/api/v1/builds");
    links.put("queue", "/api/v1/queue");
    links.put("workers", "/api/v1/workers");
    Map<String, Object> root = new LinkedHashMap<>(about());
    root.put("links", links);
    return root;
  }
}
