package dev.slipway.server.http;

import static org.springframework.web.servlet.function.RequestPredicates.all;
import static org.springframework.web.servlet.function.RouterFunctions.route;

import java.util.SortedSet;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What no route is for: HEAD, which is GET without its body; OPTIONS; methods that a path does not
 * have; and, below {@code /api}, paths that are not there.
 */
public final class Unrouted {
  private final RouterFunction<ServerResponse> routes;
  private final RouteTable table;

  /** What these routes leave. */
  public Unrouted(RouterFunction<ServerResponse> routes) {
    this.routes = routes;
    this.table = RouteTable.of(routes);
  }

  /** The route that comes after all others. */
  public RouterFunction<ServerResponse> routes() {
    return route(all().and(this::isMine), this::answer);
  }

  private boolean isMine(ServerRequest request) {
    String path = request.path();
    return path.equals("/api") || path.startsWith("/api/") || !methods(request).isEmpty();
  }

  private SortedSet<HttpMethod> methods(ServerRequest request) {
    return table.methods(request.requestPath().pathWithinApplication());
  }

  private ServerResponse answer(ServerRequest request) throws Exception {
    SortedSet<HttpMethod> methods = methods(request);
    if (methods.isEmpty()) {
      return new Problem(
              "unknown",
              HttpStatus.NOT_FOUND,
              "there is nothing at this address; /api/v1/openapi.json tells of all there is")
          .answer();
    }
    String allowed = methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    if (request.method().equals(HttpMethod.HEAD) && methods.contains(HttpMethod.GET)) {
      ServerRequest get = ServerRequest.from(request).method(HttpMethod.GET).build();
      HandlerFunction<ServerResponse> handler = routes.route(get).orElseThrow();
      return handler.handle(get);
    }
    if (request.method().equals(HttpMethod.OPTIONS)) {
      return ServerResponse.noContent().header("Allow", allowed).build();
    }
    return new Problem(
            "method-not-allowed",
            HttpStatus.METHOD_NOT_ALLOWED,
            "%s is not done here, but %s".formatted(request.method(), allowed))
        .with("Allow", allowed)
        .answer();
  }
}
