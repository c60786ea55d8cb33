package dev.slipway.broker.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.TimeLimits;
import dev.slipway.broker.secret.RandomNames;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is said to a server, on a fake of one. Whether MongoDB does what is meant is not tested. */
class MongodbBackendTest {
  private static final RandomNames NAMES = new RandomNames(new SecureRandom());
  private static final String NOBODY = "i_" + "0".repeat(32);

  private FakeMongodb fake;
  private MongodbBackend backend;

  @BeforeEach
  void start() {
    fake = new FakeMongodb();
    MongodbServer server =
        new MongodbServer("127.0.0.1", fake.port(), "root", "pw", "admin", false);
    backend =
        new MongodbBackend(server, NAMES, Commands.builder(server, TimeLimits.DEFAULT).build());
  }

  @AfterEach
  void stop() {
    backend.close();
    fake.close();
  }

  private static Instance instance(String name) {
    return new Instance(
        name,
        "id",
        Limits.NONE,
        JsonNodeFactory.instance.objectNode(),
        JsonNodeFactory.instance.objectNode());
  }

  private static Binding binding() {
    return new Binding(NAMES.binding(), "id", JsonNodeFactory.instance.objectNode());
  }

  private DocumentApplication application(Instance instance) {
    return new DocumentApplication("mongodb://127.0.0.1:" + fake.port(), instance.name());
  }

  @Test
  void aBindingIsAUserOfItsInstancesDatabase() throws Exception {
    Instance instance = instance(NAMES.instance());
    backend.provision(instance);
    backend.provision(instance);
    Binding binding = binding();
    Map<String, Object> credentials = backend.bind(instance, binding).credentials();
    assertThat(credentials.get("uri"))
        .isEqualTo(
            "mongodb://%s:%s@127.0.0.1:%d/%s?authSource=%s&authMechanism=SCRAM-SHA-256"
                .formatted(
                    binding.name(),
                    credentials.get("password"),
                    fake.port(),
                    instance.name(),
                    instance.name()));
    assertThat(fake.roles(instance.name(), binding.name())).containsExactly("readWrite");
    assertThat(backend.bind(instance, binding).credentials()).isNotEqualTo(credentials);
    assertThat(backend.inventory())
        .isEqualTo(new Inventory(Set.of(instance.name()), Set.of(binding.name())));
  }

  @Test
  void sessionsEndAfterTheirUserAndNobodyElses() throws Exception {
    Instance instance = instance(NAMES.instance());
    backend.provision(instance);
    Binding binding = binding();
    backend.bind(instance, binding);
    fake.said().clear();
    backend.unbind(instance(NOBODY), binding);
    assertThat(fake.said())
        .hasSize(2)
        .first()
        .isEqualTo("dropUser " + instance.name() + "." + binding.name());
    assertThat(fake.said().getLast())
        .startsWith("killAllSessions admin")
        .contains(binding.name(), instance.name());
    fake.said().clear();
    backend.unbind(instance, binding);
    assertThat(fake.said()).isEmpty();
  }

  @Test
  void whatIsStoredIsCountedAndGoesWithTheInstance() throws Exception {
    Instance instance = instance(NAMES.instance());
    assertThat(backend.usage(instance)).isEmpty();
    backend.deprovision(instance);
    backend.provision(instance);
    assertThat(backend.usage(instance)).containsEntry(Limits.STORAGE, 0L);
    backend.bind(instance, binding());
    try (DocumentApplication application = application(instance)) {
      application.write("one", "x".repeat(1 << 20));
    }
    assertThat(backend.usage(instance).get(Limits.STORAGE)).isGreaterThan(1L << 20);
    fake.said().clear();
    backend.deprovision(instance);
    assertThat(fake.said())
        .hasSize(3)
        .first()
        .isEqualTo("dropAllUsersFromDatabase " + instance.name());
    assertThat(backend.usage(instance)).isEmpty();
    assertThat(backend.inventory()).isEqualTo(Inventory.NOTHING);
  }

  @Test
  void aRestrictedInstancesBindingsReadAndRemoveNewOnesToo() throws Exception {
    Instance instance = instance(NAMES.instance());
    backend.provision(instance);
    Binding first = binding();
    backend.bind(instance, first);
    backend.restrict(instance, List.of(first), true);
    Binding second = binding();
    backend.bind(instance, second);
    assertThat(fake.roles(instance.name(), first.name())).containsExactly("read", "removes");
    assertThat(fake.roles(instance.name(), second.name())).containsExactly("read", "removes");
    backend.restrict(instance, List.of(), false);
    assertThat(fake.roles(instance.name(), first.name())).containsExactly("readWrite");
    assertThat(fake.roles(instance.name(), second.name())).containsExactly("readWrite");
    fake.said().clear();
    backend.restrict(instance, List.of(), false);
    assertThat(fake.said()).isEmpty();
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() throws Exception {
    backend.check();
    int port = fake.port();
    fake.close();
    TimeLimits quick =
        new TimeLimits(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(5));
    MongodbServer server = MongodbServer.parse("mongodb://root:hidden@127.0.0.1:" + port);
    try (MongodbBackend gone = new MongodbBackend(server, NAMES, quick)) {
      assertThatThrownBy(gone::check)
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE);
                assertThat(e.text()).contains("MongoDB at").doesNotContain("hidden");
              });
    }
  }
}
