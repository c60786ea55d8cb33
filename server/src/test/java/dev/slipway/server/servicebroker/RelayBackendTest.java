package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.catalog.Backing;
import dev.slipway.broker.catalog.Catalog;
import dev.slipway.broker.catalog.CatalogReader;
import dev.slipway.broker.fixed.FixedBackend;
import dev.slipway.broker.relay.RelayBackend;
import dev.slipway.broker.relay.RelayCatalog;
import dev.slipway.broker.relay.RelayLimits;
import dev.slipway.broker.relay.RelayServer;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.server.TestBroker;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A broker before a broker, both real. */
class RelayBackendTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final RandomNames NAMES = new RandomNames(new SecureRandom());
  private static final RelayLimits QUICK =
      new RelayLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMillis(20),
          Duration.ofMillis(50));
  private static final String UPSTREAM =
      """
      services:
        - name: soon
          id: soon
          description: Done at once
          bindable: true
          plan_updateable: true
          requires: [syslog_drain, volume_mount]
          backend: fixed
          dashboard_url: https://pages.example.net/{instance}
          plans:
            - name: small
              id: soon-small
              description: Small
              settings:
                credentials: {uri: "smtp://small", port: 25}
                syslog_drain_url: syslog://logs
                volume_mounts: [{driver: nfs}]
              schemas:
                service_instance:
                  create:
                    parameters:
                      $schema: http://json-schema.org/draft-04/schema#
                      type: object
                      additionalProperties: false
                      properties: {size: {type: integer}}
            - {name: large, id: soon-large, description: Large,
               settings: {credentials: {uri: "smtp://large"}}}
        - name: later
          id: later
          description: Takes its time
          bindable: true
          instances_retrievable: true
          bindings_retrievable: true
          plan_updateable: true
          backend: slow
          plans:
            - {name: small, id: later-small, description: Small, settings: {size: small}}
            - {name: large, id: later-large, description: Large, settings: {size: large}}
            - {name: none, id: later-none, description: None, settings: {refuses: true}}
      """;

  @TempDir private Path folder;
  private final SlowBackend slow = new SlowBackend();
  private TestBroker upstream;
  private RelayBackend relay;
  private Followed followed;

  @BeforeEach
  void start() throws Exception {
    upstream =
        TestBroker.start(
            Files.createDirectory(folder.resolve("upstream")),
            UPSTREAM,
            Map.of("fixed", new FixedBackend(), "slow", slow));
    relay = new RelayBackend(server(TestBroker.PASSWORD), QUICK);
    followed = new Followed(relay);
  }

  @AfterEach
  void stop() {
    relay.close();
    upstream.close();
  }

  private RelayServer server(String password) throws Exception {
    String written = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
    return RelayServer.parse(
        upstream.broker().address().toString().replace("://", "://platform:" + written + "@"));
  }

  private static Instance instance(String service, String plan, String parameters) {
    return other(
        new Instance(
            NAMES.instance(),
            "id",
            Limits.NONE,
            JSON.createObjectNode(),
            JSON.readTree(parameters)),
        service,
        plan);
  }

  private static Instance other(Instance instance, String service, String plan) {
    return new Instance(
        instance.name(),
        instance.id(),
        instance.limits(),
        JSON.createObjectNode().put("service_id", service).put("plan_id", plan),
        instance.parameters());
  }

  private static Binding binding() {
    return new Binding(NAMES.binding(), "id", JSON.createObjectNode());
  }

  @Test
  void whatIsDoneAtOnceIsPassedOn() throws Exception {
    Instance instance = instance("soon", "soon-small", "{\"size\": 3}");
    assertThat(relay.provision(instance).dashboard().orElseThrow())
        .startsWith("https://pages.example.net/");
    assertThat(relay.provision(instance).dashboard()).isPresent();
    Binding binding = binding();
    Bound bound = relay.bind(instance, binding);
    assertThat(bound.credentials()).containsEntry("uri", "smtp://small").containsEntry("port", 25);
    assertThat(bound.syslogDrain()).contains("syslog://logs");
    assertThat(bound.volumeMounts()).hasSize(1);
    Instance large = other(instance, "soon", "soon-large");
    relay.update(large, List.of(binding));
    assertThat(relay.bind(large, binding()).credentials()).containsEntry("uri", "smtp://large");
    relay.unbind(large, binding);
    relay.unbind(large, binding);
    relay.deprovision(large);
    relay.deprovision(large);
  }

  @Test
  void whatTakesTimeIsWaitedFor() throws Exception {
    Instance instance = instance("later", "later-small", "{}");
    assertThat(followed.provision(instance).dashboard()).isPresent();
    Binding binding = binding();
    assertThat(followed.bind(instance, binding).credentials()).containsEntry("size", "small");
    Instance large = other(instance, "later", "later-large");
    followed.update(large, List.of(binding));
    assertThat(followed.bind(large, binding()).credentials()).containsEntry("size", "large");
    assertThat(slow.there()).hasSize(3);
    followed.unbind(large, binding);
    assertThat(slow.there()).hasSize(2);
    followed.deprovision(large);
    assertThat(slow.there()).isEmpty();
    followed.deprovision(large);
  }

  @Test
  void whatTheOtherBrokerRefusesHasItsReason() throws Exception {
    assertThatThrownBy(() -> followed.provision(instance("later", "later-none", "{}")))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("the shelf is empty");
    assertThatThrownBy(
            () -> followed.provision(instance("soon", "soon-small", "{\"size\": \"x\"}")))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("400")
        .hasMessageContaining("size");
    relay.check();
    try (RelayBackend stranger = new RelayBackend(server("another word"), QUICK)) {
      assertThatThrownBy(stranger::check)
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("401")
          .hasMessageNotContaining("another word");
    }
  }

  @Test
  void aPlatformSeesTheOtherBrokersCatalogAndUsesIt() throws Exception {
    RelayCatalog fetched = RelayCatalog.fetch(server(TestBroker.PASSWORD), "market", QUICK);
    Path front = Files.createDirectory(folder.resolve("front"));
    try (TestBroker broker =
        TestBroker.start(
            front,
            fetched.yaml(),
            Map.of("market", new RelayBackend(server(TestBroker.PASSWORD), QUICK)))) {
      Catalog catalog =
          CatalogReader.read(
              front.resolve("catalog.yml"),
              List.of(new Backing("market", Set.of(), relay.limits(), relay.settings())));
      JsonNode services = JSON.readTree(catalog.published()).path("services");
      assertThat(services.findValuesAsString("name"))
          .containsExactly("soon", "small", "large", "later", "small", "large", "none");
      assertThat(uses(broker, services.path(0), 0)).isEqualTo("smtp://small");
      assertThat(uses(broker, services.path(1), 1)).startsWith("slow://i_");
      assertThat(slow.there()).isEmpty();
    }
  }

  /** Makes, binds, and removes one of a plan, and returns the binding's URI. */
  private static String uses(TestBroker broker, JsonNode service, int plan) throws Exception {
    String ids =
        "\"service_id\": \"%s\", \"plan_id\": \"%s\""
            .formatted(
                service.path("id").asString(),
                service.path("plans").path(plan).path("id").asString());
    String query = "?" + ids.replace("\": \"", "=").replace("\", \"", "&").replace("\"", "");
    String instance = "/v2/service_instances/" + UUID.randomUUID();
    String binding = instance + "/service_bindings/" + UUID.randomUUID();
    TestBroker.Answer made =
        broker.ask(
            "PUT", instance, "{" + ids + ", \"organization_guid\": \"o\", \"space_guid\": \"s\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().path("dashboard_url").asString()).startsWith("https://pages");
    TestBroker.Answer bound = broker.ask("PUT", binding, "{" + ids + "}");
    assertThat(bound.status()).isEqualTo(201);
    assertThat(broker.ask("DELETE", binding + query, "").status()).isEqualTo(200);
    assertThat(broker.ask("DELETE", instance + query, "").status()).isEqualTo(200);
    return bound.body().path("credentials").path("uri").asString();
  }
}
