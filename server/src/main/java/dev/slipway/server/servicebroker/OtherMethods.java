package dev.slipway.server.servicebroker;

import dev.slipway.server.http.RouteTable;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What no route is for: HEAD, which is GET without its body, other methods, other addresses. */
final class OtherMethods {
  private final RouterFunction<ServerResponse> routes;
  private final RouteTable table;

  OtherMethods(RouterFunction<ServerResponse> routes) {
    this.routes = routes;
    this.table = RouteTable.of(routes);
  }

  ServerResponse answer(ServerRequest request) throws Exception {
    SortedSet<HttpMethod> methods = table.methods(request.requestPath().pathWithinApplication());
    if (methods.isEmpty()) {
      return Answers.fault(HttpStatus.NOT_FOUND, "the API has nothing at this address");
    }
    if (request.method().equals(HttpMethod.HEAD) && methods.contains(HttpMethod.GET)) {
      ServerRequest get = ServerRequest.from(request).method(HttpMethod.GET).build();
      return routes.route(get).orElseThrow().handle(get);
    }
    String allowed = methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    String text = "%s is not done here, but %s".formatted(request.method(), allowed);
    return Answers.json(
        ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED).header("Allow", allowed),
        Answers.object().put("description", text).toString());
  }
}
