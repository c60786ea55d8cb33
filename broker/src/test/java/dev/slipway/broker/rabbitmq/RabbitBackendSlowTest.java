package dev.slipway.broker.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendContract;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.real.RabbitMq;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Virtual hosts on a real RabbitMQ. */
@Tag("slow")
class RabbitBackendSlowTest extends BackendContract {
  private static RabbitMq server;
  private static Backend backend;

  @BeforeAll
  static void start() throws Exception {
    server = RabbitMq.startWithManagement();
    backend = on(server.management());
  }

  @AfterAll
  static void end() throws Exception {
    backend.close();
    server.close();
  }

  private static Backend on(String url) throws Exception {
    SecureRandom random = new SecureRandom();
    return new RabbitBackend(
        RabbitConfig.parse(url, Optional.of(server.amqp())), new RandomNames(random), random);
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected Limits small() {
    return new Limits(Map.of(Limits.CONNECTIONS, 2L, Limits.QUEUES, 2L, Limits.STORAGE, 10_000L));
  }

  @Override
  protected Limits large() {
    return new Limits(Map.of(Limits.CONNECTIONS, 3L, Limits.QUEUES, 3L, Limits.STORAGE, 100_000L));
  }

  @Override
  protected Application connect(Bound bound) throws Exception {
    return RabbitApplication.of(bound);
  }

  private Instance larger(Instance instance, Limits limits) {
    return new Instance(
        instance.name(), instance.id(), limits, instance.settings(), instance.parameters());
  }

  @Test
  void theServerItselfRefusesMoreConnections() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Bound bound = backend.bind(instance, binding());
    try (Application _ = connect(bound);
        Application _ = connect(bound)) {
      assertThatThrownBy(() -> connect(bound)).isInstanceOf(Exception.class);
      backend.update(larger(instance, large()), List.of());
      try (Application third = connect(bound)) {
        third.speak();
      }
    }
    backend.deprovision(instance);
  }

  @Test
  void theServerItselfRefusesMoreQueuesAndMoreBytes() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Bound bound = backend.bind(instance, binding());
    try (RabbitApplication application = RabbitApplication.of(bound)) {
      application.write("one", "x".repeat(9_000));
      assertThatThrownBy(() -> application.publish("one", "x".repeat(2_000)))
          .hasMessage("not taken");
      assertThat(application.read("one")).hasSize(9_000);
      application.write("two", "text");
      assertThatThrownBy(() -> application.write("three", "text")).isInstanceOf(Exception.class);
    }
    backend.update(larger(instance, large()), List.of());
    try (RabbitApplication application = RabbitApplication.of(bound)) {
      application.publish("one", "x".repeat(2_000));
      application.write("three", "text");
    }
    backend.update(larger(instance, Limits.NONE), List.of());
    try (RabbitApplication application = RabbitApplication.of(bound)) {
      application.write("four", "x".repeat(200_000));
      assertThat(application.read("four")).hasSize(200_000);
    }
    backend.deprovision(instance);
  }

  @Test
  void whoHoldsTooMuchMayConsumeButNotPublish() throws Exception {
    Instance instance = instance(small());
    Binding binding = binding();
    backend.provision(instance);
    Bound bound = backend.bind(instance, binding);
    try (RabbitApplication application = RabbitApplication.of(bound)) {
      application.write("one", "text");
      backend.restrict(instance, List.of(binding, binding()), true);
      assertThatThrownBy(() -> application.publish("one", "more")).isInstanceOf(Exception.class);
    }
    try (RabbitApplication application = RabbitApplication.of(bound)) {
      assertThat(application.read("one")).isEqualTo("text");
      assertThatThrownBy(() -> application.publish("one", "more")).isInstanceOf(Exception.class);
    }
    backend.restrict(instance, List.of(binding), false);
    try (RabbitApplication application = RabbitApplication.of(bound)) {
      application.publish("one", "more");
    }
    backend.deprovision(instance);
    assertThat(backend.inventory().bindings()).doesNotContain(binding.name());
  }

  @Test
  void aNeighboursVirtualHostIsClosed() throws Exception {
    Instance mine = instance(small());
    Instance other = instance(small());
    backend.provision(mine);
    backend.provision(other);
    Bound bound = backend.bind(mine, binding());
    String uri = String.valueOf(bound.credentials().get("uri"));
    assertThat(URI.create(uri).getPath()).isEqualTo("/" + mine.name());
    assertThatThrownBy(
            () -> connect(Bound.to(Map.of("uri", uri.replace(mine.name(), other.name())))))
        .isInstanceOf(Exception.class);
    backend.deprovision(mine);
    backend.deprovision(other);
  }

  @Test
  void anAdministratorIsNeededAndAServerThatIsThere() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Bound bound = backend.bind(instance, binding());
    String port = server.management().substring(server.management().lastIndexOf(':'));
    String login = bound.credentials().get("username") + ":" + bound.credentials().get("password");
    try (Backend weak = on("http://" + login + "@127.0.0.1" + port);
        Backend absent = on("http://guest:hush@127.0.0.1:1")) {
      assertThatThrownBy(weak::check)
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.REFUSED))
          .hasMessageNotContaining(String.valueOf(bound.credentials().get("password")));
      assertThatThrownBy(absent::check)
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE))
          .hasMessageContaining("http://127.0.0.1:1/api/whoami")
          .hasMessageNotContaining("hush");
    }
    backend.deprovision(instance);
  }
}
