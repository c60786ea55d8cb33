package dev.slipway.server.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which methods there are for which paths. */
public final class RouteTable {
  /** No routes. */
  public static final RouteTable EMPTY = new RouteTable(List.of());

  private final List<Route> routes;

  private RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /**
   * A route.
   *
   * @param path with variables in braces, as in {@code /api/v1/builds/{id}}
   */
  public record Route(HttpMethod method, String path) {
    private boolean matches(PathContainer asked) {
      PathPattern pattern = PathPatternParser.defaultInstance.parse(path);
      return pattern.matches(asked);
    }
  }

  /** Those of a router. */
  public static RouteTable of(RouterFunction<?> router) {
    Gathering gathering = new Gathering();
    router.accept(gathering);
    return new RouteTable(gathering.routes);
  }

  /** All of them. */
  public List<Route> routes() {
    return routes;
  }

  /** The methods that a path has; none where there is no such path. */
  public SortedSet<HttpMethod> methods(PathContainer path) {
    SortedSet<HttpMethod> methods = new TreeSet<>(Comparator.comparing(HttpMethod::name));
    routes.stream().filter(r -> r.matches(path)).forEach(r -> methods.add(r.method()));
    if (methods.contains(HttpMethod.GET)) {
      methods.add(HttpMethod.HEAD);
    }
    return methods;
  }

  /** Looks at each route's conditions. */
  private static final class Gathering implements RouterFunctions.Visitor {
    private final List<Route> routes = new ArrayList<>();

    @Override
    public void route(RequestPredicate condition, HandlerFunction<?> handler) {
      Conditions conditions = new Conditions();
      condition.accept(conditions);
      conditions.methods.forEach(m -> routes.add(new Route(m, conditions.path)));
    }

    @Override
    public void startNested(RequestPredicate condition) {}

    @Override
    public void endNested(RequestPredicate condition) {}

    @Override
    public void resources(Function<ServerRequest, Optional<Resource>> lookup) {}

    @Override
    public void attributes(Map<String, Object> attributes) {}

    @Override
    public void unknown(RouterFunction<?> router) {}
  }
}
