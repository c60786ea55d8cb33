package dev.slipway.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.Origin;
import dev.slipway.broker.backend.Provisioned;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What answers of another broker mean, also those that no real one is easily brought to give. */
class RelayAnswersTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final RelayLimits QUICK =
      new RelayLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMillis(1),
          Duration.ofMillis(5));
  private static final String ID =
      "/broker/v2/service_instances/01234567-89ab-cdef-0123-456789abcdef";
  private static final String QUERY = "service_id=s+1&plan_id=p";
  private static final String DELETE = "DELETE " + ID + "?accepts_incomplete=true&" + QUERY + " ";

  private ScriptedBroker broker;
  private RelayBackend relay;

  @BeforeEach
  void start() throws Exception {
    broker = new ScriptedBroker();
    relay = new RelayBackend(RelayServer.parse(broker.url()), QUICK);
  }

  @AfterEach
  void stop() {
    relay.close();
    broker.close();
  }

  private static Instance instance(String settings) {
    return new Instance(
        "i_0123456789abcdef0123456789abcdef",
        "id",
        Limits.NONE,
        JSON.readTree(settings),
        JSON.readTree("{\"a\": [1]}"));
  }

  private static Instance instance() {
    return instance("{\"service_id\": \"s 1\", \"plan_id\": \"p\"}");
  }

  private static Binding binding() {
    return new Binding("b_abcdefghijklmnopqrst", "id", JSON.createObjectNode());
  }

  private static void fails(ThrowingCallable call, Kind kind, String... texts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BackendException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.text()).contains(texts).doesNotContain("hidden", "cmVsYXk6aGlkZGVu");
            });
  }

  /** A call, made again as often as it goes on, as the broker does by its rows. */
  private <T> T ended(Asking<T> call) throws BackendException {
    Instance instance = instance();
    while (true) {
      try {
        return call.of(instance);
      } catch (BackendException e) {
        if (e.kind() != Kind.GOING) {
          throw e;
        }
        assertThat(e.after()).isEqualTo(QUICK.longest());
        instance = instance.from(Origin.NOWHERE.asked("", "", "", e.goesOn()));
      }
    }
  }

  private interface Asking<T> {
    T of(Instance instance) throws BackendException;
  }

  private Provisioned provisioned() throws BackendException {
    return ended(relay::provision);
  }

  private void deprovisioned() throws BackendException {
    var _ =
        ended(i -> {
          relay.deprovision(i);
          return true;
        });
  }

  @Test
  void whatIsAskedNamesTheOtherBrokersServiceAndPlan() throws Exception {
    broker.then(201, "{\"dashboard_url\": \"https://pages\"}");
    assertThat(relay.provision(instance()).dashboard()).contains("https://pages");
    String asked = broker.asked().getFirst();
    assertThat(asked).startsWith("PUT " + ID + "?accepts_incomplete=true {");
    JsonNode body = JSON.readTree(asked.substring(asked.indexOf('{')));
    assertThat(body.path("service_id").asString()).isEqualTo("s 1");
    assertThat(body.path("plan_id").asString()).isEqualTo("p");
    assertThat(body.path("organization_guid").asString()).isNotEmpty();
    assertThat(body.path("space_guid").asString()).isNotEmpty();
    assertThat(body.path("parameters")).isEqualTo(JSON.readTree("{\"a\": [1]}"));
  }

  @Test
  void anOperationIsAskedForUntilItsEndWhateverIsSaidInBetween() throws Exception {
    broker
        .then(202, "{\"operation\": \"a b\", \"dashboard_url\": \"https://pages\"}")
        .then(200, "{\"state\": \"in progress\"}")
        .then(404, "{}")
        .then(503, "")
        .then(200, "no JSON")
        .then(200, "{\"state\": \"succeeded\"}");
    assertThat(provisioned().dashboard()).contains("https://pages");
    assertThat(broker.asked()).hasSize(6);
    assertThat(broker.asked().getLast())
        .isEqualTo("GET " + ID + "/last_operation?" + QUERY + "&operation=a+b ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"description\": \"no such size\"}                  | REFUSED     | 400 to provision: no such size",
        "401 | {}                                                   | REFUSED     | `url` changed",
        "409 | {\"description\": \"another one\"}                   | REFUSED     | 409 to provision: another one",
        "422 | {\"error\": \"RequiresApp\"}                         | REFUSED     | 422 to provision: RequiresApp",
        "429 | {}                                                   | UNAVAILABLE | 429",
        "500 | {\"description\": \"relay:hidden  is\\n cmVsYXk6aGlkZGVu\"} | UNAVAILABLE | relay:… is …",
        "302 | {}                                                   | REFUSED     | 302",
        "204 | ''                                                   | REFUSED     | 204",
        "201 | []                                                   | REFUSED     | without a JSON object",
        "200 | ''                                                   | REFUSED     | without a JSON object",
      })
  void aRefusalHasTheOtherBrokersReasonAndNeverTheLogin(
      int status, String body, Kind kind, String text) {
    broker.then(status, body);
    fails(() -> relay.provision(instance()), kind, text);
  }

  @Test
  void whatHasFailedThereSaysWhy() {
    broker.then(202, "{}").then(200, "{\"state\": \"failed\", \"description\": \"no room\"}");
    fails(this::provisioned, Kind.REFUSED, "has failed to provision: no room");
    broker.then(202, "{}").then(400, "{\"description\": \"never heard\"}");
    fails(this::provisioned, Kind.REFUSED, "never heard");
    broker.then(202, "{}").then(410, "{}");
    fails(this::provisioned, Kind.REFUSED, "410 to how provision goes on");
  }

  @Test
  void whatIsGoneIsRemoved() throws Exception {
    broker.then(410, "{}").then(404, "").then(202, "{}").then(410, "{}").then(200, "");
    relay.deprovision(instance());
    relay.unbind(instance(), binding());
    deprovisioned();
    deprovisioned();
    assertThat(broker.asked()).hasSize(5);
    assertThat(broker.asked().getFirst()).isEqualTo(DELETE);
  }

  @Test
  void aBusyBrokerIsAskedAgain() throws Exception {
    broker
        .then(422, "{\"error\": \"ConcurrencyError\"}")
        .then(422, "{\"error\": \"ConcurrencyError\"}")
        .then(200, "{}");
    deprovisioned();
    assertThat(broker.asked()).containsExactly(DELETE, DELETE, DELETE);
  }

  @Test
  void aCallEndsThoughItsWorkGoesOn() {
    broker.then(202, "{\"operation\": \"a\"}").then(200, "{\"state\": \"in progress\"}");
    Instance instance = instance();
    for (int asked = 1; asked < 3; asked++) {
      Instance now = instance;
      BackendException going =
          catchThrowableOfType(BackendException.class, () -> relay.provision(now));
      assertThat(going.kind()).isEqualTo(Kind.GOING);
      assertThat(broker.asked()).hasSize(asked);
      instance = now.from(Origin.NOWHERE.asked("", "", "", going.goesOn()));
    }
  }

  @Test
  void whoAsksAndWhatForArePassedOn() throws Exception {
    Origin origin =
        new Origin(
            JSON.readTree("{\"platform\": \"cloudfoundry\"}"),
            "an-organization",
            "a-space",
            "cloudfoundry {\"user_id\":\"u\"}",
            "a-request",
            "1.2.0",
            "");
    broker.then(201, "{}").then(201, "{\"credentials\": {}}").then(200, "{}");
    relay.provision(instance().from(origin));
    JsonNode resource = JSON.readTree("{\"app_guid\": \"an-app\", \"route\": \"r\"}");
    Binding binding =
        new Binding("b_abcdefghijklmnopqrst", "id", JSON.createObjectNode(), "an-app", resource);
    relay.bind(instance().from(origin), binding);
    relay.update(instance().from(origin), List.of());
    JsonNode provision = body(0);
    assertThat(provision.path("organization_guid").asString()).isEqualTo("an-organization");
    assertThat(provision.path("space_guid").asString()).isEqualTo("a-space");
    assertThat(provision.path("context")).isEqualTo(origin.context());
    assertThat(provision.path("maintenance_info").path("version").asString()).isEqualTo("1.2.0");
    assertThat(body(1).path("app_guid").asString()).isEqualTo("an-app");
    assertThat(body(1).path("bind_resource")).isEqualTo(resource);
    assertThat(body(1).path("context")).isEqualTo(origin.context());
    assertThat(body(1).has("maintenance_info")).isFalse();
    assertThat(body(2).path("maintenance_info").path("version").asString()).isEqualTo("1.2.0");
    assertThat(broker.told("X-Broker-API-Originating-Identity"))
        .containsOnly("cloudfoundry eyJ1c2VyX2lkIjoidSJ9");
    assertThat(broker.told("X-Broker-API-Request-Identity")).containsOnly("a-request");
  }

  private JsonNode body(int request) {
    String asked = broker.asked().get(request);
    return JSON.readTree(asked.substring(asked.indexOf('{')));
  }

  @Test
  void aBindingHasAllThatTheOtherBrokerGives() throws Exception {
    broker.then(
        201,
        """
        {"credentials": {"uri": "x://y", "none": null, "hosts": ["a"]},
         "syslog_drain_url": "syslog://logs", "volume_mounts": [{"driver": "nfs"}]}
        """);
    Bound bound = relay.bind(instance(), binding());
    assertThat(bound.credentials()).hasSize(2).containsEntry("hosts", List.of("a"));
    assertThat(bound.syslogDrain()).contains("syslog://logs");
    assertThat(bound.volumeMounts()).containsExactly(JSON.readTree("{\"driver\": \"nfs\"}"));
  }

  @Test
  void aBindingThatTakesTimeIsFetchedInTheEnd() throws Exception {
    broker
        .then(202, "{}")
        .then(200, "{\"state\": \"succeeded\"}")
        .then(200, "{\"credentials\": {\"uri\": \"x://y\"}}");
    assertThat(ended(i -> relay.bind(i, binding())).credentials()).containsEntry("uri", "x://y");
    assertThat(broker.asked().getLast()).startsWith("GET " + ID + "/service_bindings/");
    broker.then(201, "{\"credentials\": \"text\"}");
    fails(() -> relay.bind(instance(), binding()), Kind.REFUSED, "no object");
    broker.then(201, "{\"route_service_url\": \"https://x\"}");
    fails(() -> relay.bind(instance(), binding()), Kind.REFUSED, "not passed on");
  }

  @Test
  void aPlanThatNamesNoOtherPlanIsToldSo() {
    fails(() -> relay.provision(instance("{\"plan_id\": \"p\"}")), Kind.REFUSED, "`service_id`");
    assertThat(broker.asked()).isEmpty();
  }

  @Test
  void aBrokerThatIsNotThereIsUnavailable() {
    broker.close();
    fails(() -> relay.check(), Kind.UNAVAILABLE, "does not answer: nobody listens");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://u:hidden@h        | does not begin with http:// or https://",
        "https://h               | has no user",
        "https://u:hidden@h?x=y  | ",
        "https://u:hidden@h/v2   | leave it out",
      })
  void anAddressThatIsWrongIsTold(String url, String wrong) {
    assertThatThrownBy(() -> RelayServer.parse(url))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining(wrong == null ? "`?`" : wrong)
        .hasMessageNotContaining("hidden");
  }

  @Test
  void anAddressIsKeptWithoutItsLogin() throws Exception {
    assertThat(RelayServer.parse("https://u:a%40b@h.example:8443/a%20b/"))
        .hasToString("u@https://h.example:8443/a%20b")
        .isEqualTo(new RelayServer(URI.create("https://h.example:8443/a%20b"), "u", "a@b"));
    assertThat(QUICK.pause(Optional.of(Duration.ofHours(1)))).isEqualTo(QUICK.longest());
    assertThat(QUICK.pause(Optional.of(Duration.ZERO))).isEqualTo(QUICK.shortest());
  }
}
