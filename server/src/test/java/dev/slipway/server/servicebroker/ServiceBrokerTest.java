package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.broker.fixed.FixedBackend;
import dev.slipway.server.TestBroker;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an instance and its bindings, as a platform sees it. */
class ServiceBrokerTest {
  private static final String CATALOG =
      """
      services:
        - name: relay
          id: service-1
          description: A relay
          bindable: true
          plan_updateable: true
          instances_retrievable: true
          bindings_retrievable: true
          backend: shared
          dashboard_url: https://pages.example.net/{instance}
          plans:
            - name: small
              id: plan-1
              description: Small
              settings: {credentials: {uri: "smtp://relay.example.net", port: 25}}
            - name: large
              id: plan-2
              description: Large
              settings: {credentials: {uri: "smtp://large.example.net", port: 25}}
      """;
  private static final String INSTANCE =
      """
      {"service_id": "service-1", "plan_id": "plan-1", "organization_guid": "o",
       "space_guid": "s", "parameters": {"b": 1, "a": [true, null]}}
      """;
  private static final String PLAN = "service_id=service-1&plan_id=plan-1";
  private static final String BINDING =
      "{\"service_id\": \"service-1\", \"plan_id\": \"plan-1\", \"app_guid\": \"app\"}";

  @TempDir private Path folder;
  private TestBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(folder, CATALOG, Map.of("shared", new FixedBackend()));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void anInstanceIsMadeBoundUnboundAndRemoved() throws Exception {
    String instance = "/v2/service_instances/" + UUID.randomUUID();
    String binding = instance + "/service_bindings/" + UUID.randomUUID();
    TestBroker.Answer made = broker.ask("PUT", instance, INSTANCE);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().path("dashboard_url").asString())
        .isEqualTo("https://pages.example.net/" + instance.substring(22));
    assertThat(broker.ask("PUT", instance, INSTANCE).status()).isEqualTo(200);
    assertThat(broker.ask("PUT", instance, INSTANCE.replace("\"b\": 1", "\"b\": 2")).status())
        .isEqualTo(409);
    assertThat(broker.ask("GET", instance, "").body().path("parameters").path("b").asInt())
        .isEqualTo(1);
    TestBroker.Answer bound = broker.ask("PUT", binding, BINDING);
    assertThat(bound.status()).isEqualTo(201);
    assertThat(bound.body().path("credentials").path("uri").asString())
        .isEqualTo("smtp://relay.example.net");
    assertThat(broker.ask("PUT", binding, BINDING).body()).isEqualTo(bound.body());
    assertThat(broker.ask("GET", binding, "").body().path("credentials"))
        .isEqualTo(bound.body().path("credentials"));
    assertThat(broker.ask("DELETE", binding + "?" + PLAN, "").status()).isEqualTo(200);
    assertThat(broker.ask("DELETE", binding + "?" + PLAN, "").status()).isEqualTo(410);
    assertThat(
            broker
                .ask("PATCH", instance, "{\"service_id\": \"service-1\", \"plan_id\": \"plan-2\"}")
                .status())
        .isEqualTo(200);
    String large = "service_id=service-1&plan_id=plan-2";
    assertThat(broker.ask("DELETE", instance + "?" + PLAN, "").status()).isEqualTo(400);
    assertThat(broker.ask("DELETE", instance + "?" + large, "").status()).isEqualTo(200);
    TestBroker.Answer gone = broker.ask("DELETE", instance + "?" + large, "");
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.body().isEmpty()).isTrue();
    assertThat(broker.ask("GET", instance + "/last_operation", "").status()).isEqualTo(410);
    assertThat(broker.ask("PUT", instance, INSTANCE).status()).isEqualTo(201);
  }

  @Test
  void theCatalogHasNothingInItThatIsTheBrokersOwn() throws Exception {
    TestBroker.Answer catalog = broker.ask("GET", "/v2/catalog", "");
    assertThat(catalog.status()).isEqualTo(200);
    assertThat(catalog.body().path("services").path(0).path("plans")).hasSize(2);
    assertThat(catalog.response().body()).doesNotContain("settings", "credentials", "backend");
  }

  @Test
  void onlyItsUsersAreAnsweredAndOnlyInVersionsThatItKnows() throws Exception {
    for (String path : new String[] {"/v2/catalog", "/v2/service_instances/a", "/", "/nothing"}) {
      TestBroker.Answer refused =
          broker.send(
              broker
                  .request("GET", path, "")
                  .setHeader("Authorization", TestBroker.basic("platform", "wrong")));
      assertThat(refused.status()).as(path).isEqualTo(401);
      assertThat(refused.body().path("description").asString()).isNotEmpty();
    }
    for (String version : new String[] {"1.0", "3.0", "2.18", "2", "two"}) {
      assertThat(
              broker
                  .send(
                      broker
                          .request("GET", "/v2/catalog", "")
                          .setHeader("X-Broker-API-Version", version))
                  .status())
          .as(version)
          .isEqualTo(412);
    }
    assertThat(
            broker
                .send(
                    broker
                        .request("GET", "/v2/catalog", "")
                        .setHeader("X-Broker-API-Version", "2.4"))
                .status())
        .isEqualTo(200);
  }
}
