package dev.slipway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.server.http.RouteTable;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route that a running server has, whoever wrote it: a new one is closed unless listed here.
 */
@Tag("slow")
class RoutesTest {
  private static final Set<String> FOR_EVERYBODY =
      Set.of(
          "GET /health/live",
          "GET /health/ready",
          // On this machine.
          "GET /metrics",
          "GET /login",
          "POST /login",
          "GET /api/v1/openapi.json");

  /** Those with a lease's token. */
  private static final String FOR_WORKERS = "/worker/v1/";

  private static final String ASSETS = "GET /assets/";

  private static final Set<String> CHANGES_FOR_VIEWERS =
      Set.of(
          "PUT /api/v1/me/password",
          "POST /api/v1/tokens",
          "DELETE /api/v1/tokens/1",
          "POST /account/password",
          "POST /tokens",
          "POST /tokens/1/revoke",
          "POST /logout");

  /** A route, with 1 for every variable of its path. */
  private record Route(String method, String path) {
    private static Route of(RouteTable.Route route) {
      return new Route(route.method().name(), route.path().replaceAll("\\{[^}]*}", "1"));
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @TempDir static Path folder;
  private static Service service;
  private static List<Route> routes;

  @BeforeAll
  static void start() throws Exception {
    service = new Service(folder);
    routes = service.server.routes().routes().stream().map(Route::of).toList();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static boolean isOpen(Route route) {
    return FOR_EVERYBODY.contains(route.toString())
        || route.path().startsWith(FOR_WORKERS)
        || route.toString().startsWith(ASSETS);
  }

  @Test
  void thereAreRoutes() {
    assertThat(routes).extracting(Route::toString).contains("GET /api/v1/builds/1");
  }

  @TestFactory
  List<DynamicTest> strangersAreRefused() {
    return routes.stream()
        .filter(route -> !isOpen(route))
        .map(route ->
            DynamicTest.dynamicTest(
                route.toString(),
                () -> {
                  HttpResponse<String> answer =
                      service.client.send(route.method(), route.path(), "");
                  if (answer.statusCode() != 401) {
                    assertThat(answer.statusCode()).isEqualTo(303);
                    assertThat(answer.headers().firstValue("Location").orElse(""))
                        .startsWith("/login");
                    assertThat(route.path()).doesNotStartWith("/api/");
                  }
                }))
        .toList();
  }

  @TestFactory
  List<DynamicTest> workersRoutesAskForALease() {
    return routes.stream()
        .filter(route -> route.path().startsWith(FOR_WORKERS))
        .map(route ->
            DynamicTest.dynamicTest(
                route.toString(),
                () ->
                    assertThat(service.client.send(route.method(), route.path(), "").statusCode())
                        .isEqualTo(403)))
        .toList();
  }

  @TestFactory
  List<DynamicTest> viewersChangeNothing() throws Exception {
    service
        .admin()
        .post(
            "/api/v1/accounts",
            "{\"name\": \"vera\", \"role\": \"viewer\", \"password\": \"a viewer's own\"}");
    Client viewer = service.client.with("vera", "a viewer's own");
    String token =
        Client.json(
                viewer.post("/api/v1/tokens", "{\"name\": \"t\", \"scopes\": [\"builds:read\"]}"))
            .get("token")
            .asString();
    return routes.stream()
        .filter(route -> !route.method().equals("GET") && !isOpen(route))
        .filter(route -> !CHANGES_FOR_VIEWERS.contains(route.toString()))
        .map(route ->
            DynamicTest.dynamicTest(
                route.toString(),
                () ->
                    assertThat(
                            service
                                .client
                                .with(token)
                                .send(route.method(), route.path(), "")
                                .statusCode())
                        .isEqualTo(403)))
        .toList();
  }
}
