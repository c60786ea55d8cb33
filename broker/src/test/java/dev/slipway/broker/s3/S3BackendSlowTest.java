package dev.slipway.broker.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendContract;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.real.ObjectGateway;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets on a real object gateway. */
@Tag("slow")
class S3BackendSlowTest extends BackendContract {
  private static ObjectGateway server;
  private static Backend backend;

  @BeforeAll
  static void start() throws Exception {
    server = ObjectGateway.start();
    backend = on(server.url());
  }

  @AfterAll
  static void end() throws Exception {
    backend.close();
    server.close();
  }

  private static Backend on(String url) throws Exception {
    return new S3Backend(
        S3Config.parse(url, Optional.empty(), Optional.empty()), Clock.systemUTC());
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected Limits small() {
    return new Limits(Map.of(Limits.STORAGE, 100L * 1024, "objects", 10L));
  }

  @Override
  protected Limits large() {
    return new Limits(Map.of(Limits.STORAGE, 1024L * 1024, "objects", 10L));
  }

  @Override
  protected Application connect(Bound bound) {
    return S3Application.of(bound);
  }

  @Test
  void theGatewayItselfRefusesMoreBytes() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    try (Application application = connect(backend.bind(instance, binding()))) {
      application.write("one", "x".repeat(80_000));
      assertThat(backend.usage(instance)).containsEntry("objects", 1L);
      assertThat(backend.usage(instance).get(Limits.STORAGE)).isBetween(80_000L, 90_000L);
      assertThatThrownBy(() -> application.write("two", "x".repeat(80_000)))
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("QuotaExceeded"));
      backend.update(
          new Instance(
              instance.name(), instance.id(), large(), instance.settings(), instance.parameters()),
          List.of());
      application.write("two", "x".repeat(80_000));
    }
    backend.deprovision(instance);
  }

  @Test
  void aNeighboursBucketIsClosedAndAnInstanceHasOneBucket() throws Exception {
    Instance mine = instance(small());
    Instance other = instance(small());
    backend.provision(mine);
    backend.provision(other);
    try (S3Application application = S3Application.of(backend.bind(mine, binding()));
        S3Application stranger = S3Application.of(backend.bind(other, binding()))) {
      application.write("secret", "mine");
      S3Application intruder = new S3Application(stranger.client(), application.bucket());
      assertThatThrownBy(() -> intruder.read("secret")).hasMessageContaining("Status Code: 403");
      assertThatThrownBy(() -> intruder.write("secret", "x"))
          .hasMessageContaining("Status Code: 403");
      assertThatThrownBy(intruder::speak).hasMessageContaining("Status Code: 403");
      assertThatThrownBy(() -> stranger.client().createBucket(r -> r.bucket("one-more")))
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("TooManyBuckets"));
    }
    backend.deprovision(mine);
    backend.deprovision(other);
  }

  @Test
  void theRightsAreNeededAndAServerThatIsThere() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Map<String, Object> credentials = backend.bind(instance, binding()).credentials();
    String login = credentials.get("access_key_id") + ":" + credentials.get("secret_access_key");
    try (Backend weak = on("http://" + login + "@127.0.0.1:" + server.port());
        Backend absent = on("http://some:hush@127.0.0.1:1")) {
      assertThatThrownBy(weak::check)
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.REFUSED))
          .hasMessageEndingWith("users=*;buckets=*;metadata=read");
      assertThatThrownBy(absent::check)
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE))
          .hasMessageNotContaining("hush");
    }
    backend.deprovision(instance);
  }
}
