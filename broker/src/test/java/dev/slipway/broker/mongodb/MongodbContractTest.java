package dev.slipway.broker.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendContract;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.TimeLimits;
import dev.slipway.broker.secret.RandomNames;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The contract on the server that {@code MONGODB_URL} names, with the login of an administrator.
 */
class MongodbContractTest extends BackendContract {
  private static MongodbBackend backend;

  @BeforeAll
  static void open() throws Exception {
    String url = System.getenv().getOrDefault("MONGODB_URL", "");
    assumeTrue(!url.isEmpty(), "MONGODB_URL names no server");
    backend =
        new MongodbBackend(
            MongodbServer.parse(url), new RandomNames(new SecureRandom()), TimeLimits.DEFAULT);
  }

  @AfterAll
  static void close() {
    if (backend != null) {
      backend.close();
    }
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected Limits small() {
    return new Limits(Map.of(Limits.STORAGE, 8L << 20));
  }

  @Override
  protected Limits large() {
    return new Limits(Map.of(Limits.STORAGE, 32L << 20));
  }

  @Override
  protected Application connect(Bound bound) {
    return new DocumentApplication(bound);
  }

  @Test
  void whoIsRestrictedReadsAndRemovesAndWritesAgainAfterwards() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Binding binding = binding();
    Bound bound = backend.bind(instance, binding);
    try (Application application = connect(bound)) {
      application.write("one", "text");
      backend.restrict(instance, List.of(binding), true);
      assertThat(application.read("one")).isEqualTo("text");
      assertThatThrownBy(() -> application.write("two", "text")).isInstanceOf(Exception.class);
    }
    try (Application later = connect(backend.bind(instance, binding()))) {
      assertThatThrownBy(() -> later.write("two", "text")).isInstanceOf(Exception.class);
      backend.restrict(instance, List.of(binding), false);
      later.write("two", "text");
      assertThat(later.read("two")).isEqualTo("text");
    }
    backend.deprovision(instance);
  }
}
