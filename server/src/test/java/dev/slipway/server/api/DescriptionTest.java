package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document is of the routes that there are. */
@ExtendWith(WithService.class)
class DescriptionTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final Client client;
  private final Service service;

  DescriptionTest(Client client, Service service) {
    this.client = client;
    this.service = service;
  }

  @Test
  void everyRouteIsDescribedAndEveryDescriptionHasARoute() throws Exception {
    Set<String> described = new TreeSet<>();
    client
        .get("/api/v1/openapi.json")
        .json()
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue().propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(m -> described.add(m.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    Set<String> routed = new TreeSet<>();
    service.server().routes().routes().stream()
        .filter(r -> !r.path().startsWith("/worker/"))
        .filter(r -> r.path().matches("/api/.*|/rest|/build"))
        .forEach(r -> routed.add(r.method() + " " + r.path()));
    assertThat(described).isEqualTo(routed);
  }

  @Test
  void operationsHaveNamesOfTheirOwn() {
    Set<String> names = new TreeSet<>();
    for (JsonNode path : client.contract().document().path("paths")) {
      for (String method : METHODS) {
        String name = path.path(method).path("operationId").asString("");
        assertThat(name.isEmpty() || names.add(name)).as(name).isTrue();
      }
    }
    assertThat(names).isNotEmpty();
  }

  @Test
  void theBeginningLeadsOn() throws Exception {
    Answer root = client.get("/api/v1");
    assertThat(root.at("/program")).isEqualTo("slipway for tests");
    assertThat(client.get(root.at("/links/builds")).status()).isEqualTo(200);
    assertThat(client.get("/api/v1/version").at("/api")).isEqualTo("v1");
  }
}
