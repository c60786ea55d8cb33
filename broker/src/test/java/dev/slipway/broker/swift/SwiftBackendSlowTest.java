package dev.slipway.broker.swift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendContract;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.broker.server.Swift;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Accounts of a real Swift, with users of a real Keystone. */
@Tag("slow")
@EnabledIfSystemProperty(
    named = "slipway.swift",
    matches = "true",
    disabledReason = "Keystone answers in seconds: all of it takes minutes; -Dslipway.swift=true")
class SwiftBackendSlowTest extends BackendContract {
  private static Swift server;
  private static Backend backend;

  @BeforeAll
  static void start() throws Exception {
    server = Swift.start();
    backend = on(server.url(), Optional.empty());
  }

  @AfterAll
  static void end() throws Exception {
    backend.close();
    server.close();
  }

  private static Backend on(String url, Optional<String> role) throws Exception {
    return new SwiftBackend(
        SwiftConfig.parse(url, Optional.empty(), Optional.empty(), role),
        new RandomNames(new SecureRandom()));
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected Limits small() {
    return new Limits(Map.of(Limits.STORAGE, 10_000L));
  }

  @Override
  protected Limits large() {
    return new Limits(Map.of(Limits.STORAGE, 100_000L));
  }

  @Override
  protected Application connect(Bound bound) throws Exception {
    return SwiftApplication.of(bound);
  }

  @Test
  void swiftItselfRefusesMoreBytes() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    try (Application application = connect(backend.bind(instance, binding()))) {
      assertThatThrownBy(() -> application.write("one", "x".repeat(20_000)))
          .hasMessageStartingWith("413");
      application.write("one", "x".repeat(8_000));
      server.count();
      assertThat(backend.usage(instance)).isEqualTo(Map.of(Limits.STORAGE, 8_000L, "objects", 1L));
      assertThatThrownBy(() -> application.write("two", "x".repeat(8_000)))
          .hasMessageStartingWith("413");
      backend.update(
          new Instance(
              instance.name(), instance.id(), large(), instance.settings(), instance.parameters()),
          List.of());
      application.write("two", "x".repeat(8_000));
      backend.update(
          new Instance(
              instance.name(),
              instance.id(),
              Limits.NONE,
              instance.settings(),
              instance.parameters()),
          List.of());
      application.write("two", "x".repeat(200_000));
    }
    backend.deprovision(instance);
  }

  @Test
  void aNeighboursAccountIsClosedAndNobodyLiftsALimit() throws Exception {
    Instance mine = instance(small());
    Instance other = instance(small());
    backend.provision(mine);
    backend.provision(other);
    try (SwiftApplication application = SwiftApplication.of(backend.bind(mine, binding()));
        SwiftApplication stranger = SwiftApplication.of(backend.bind(other, binding()))) {
      application.write("secret", "mine");
      SwiftApplication intruder =
          new SwiftApplication(stranger.client(), application.account(), stranger.token());
      assertThatThrownBy(() -> intruder.read("secret")).hasMessageStartingWith("403");
      assertThatThrownBy(() -> intruder.write("secret", "x")).hasMessageStartingWith("403");
      assertThatThrownBy(intruder::speak).hasMessageStartingWith("403");
      assertThatThrownBy(() ->
              application.send(
                  HttpRequest.newBuilder(URI.create(application.account()))
                      .header("X-Account-Meta-Quota-Bytes", "1000000")
                      .POST(BodyPublishers.noBody())))
          .hasMessageStartingWith("403");
    }
    backend.deprovision(mine);
    backend.deprovision(other);
  }

  @Test
  void whatIsNeededIsNamed() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    try (Backend wrong = on(server.url("hush"), Optional.empty());
        Backend noRole = on(server.url(), Optional.of("nobody has")); // no such role
        Backend absent = on("http://admin:hush@127.0.0.1:1", Optional.empty())) {
      assertThatThrownBy(wrong::check)
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.REFUSED))
          .hasMessageContaining("status 401")
          .hasMessageNotContaining("hush");
      assertThatThrownBy(() -> noRole.bind(instance, binding()))
          .hasMessageContaining("there is no role nobody has");
      assertThatThrownBy(absent::check)
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE))
          .hasMessageNotContaining("hush");
    }
    backend.deprovision(instance);
  }
}
