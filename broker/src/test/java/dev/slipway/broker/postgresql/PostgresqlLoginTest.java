package dev.slipway.broker.postgresql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.TimeLimits;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.real.PostgreSql;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** How a server is spoken to that does not do what it should. */
class PostgresqlLoginTest {
  private static final RandomNames NAMES = new RandomNames(new SecureRandom());

  private static PostgreSql process;

  @BeforeAll
  static void start() throws Exception {
    process = PostgreSql.start();
  }

  @AfterAll
  static void stop() throws Exception {
    process.close();
  }

  private static PostgresqlBackend with(PostgresqlServer server, TimeLimits limits) {
    return new PostgresqlBackend(server, NAMES, limits);
  }

  private static Instance instance() {
    return new Instance(
        NAMES.instance(),
        "an-id",
        Limits.NONE,
        JsonNodeFactory.instance.objectNode(),
        JsonNodeFactory.instance.objectNode());
  }

  @Test
  void aWrongPasswordIsToldWithoutThePassword() throws Exception {
    PostgresqlServer right = PostgresqlServer.parse(process.url());
    PostgresqlServer wrong =
        new PostgresqlServer(
            right.host(), right.port(), right.user(), "not-it", right.database(), false);
    assertThatThrownBy(() -> with(wrong, TimeLimits.DEFAULT).check())
        .hasMessageContaining("does not take the login `admin`")
        .hasMessageNotContaining("not-it")
        .extracting(thrown -> ((BackendException) thrown).kind())
        .isEqualTo(BackendException.Kind.REFUSED);
  }

  @Test
  void aLoginThatIsNoSuperuserIsRefused() throws Exception {
    PostgresqlServer right = PostgresqlServer.parse(process.url());
    try (SqlApplication admin = SqlApplication.admin(process)) {
      admin.run("CREATE ROLE plain LOGIN PASSWORD 'plain'");
      admin.run("GRANT CONNECT ON DATABASE postgres TO plain");
    }
    PostgresqlServer plain =
        new PostgresqlServer(right.host(), right.port(), "plain", "plain", right.database(), false);
    assertThatThrownBy(() -> with(plain, TimeLimits.DEFAULT).check())
        .hasMessageContaining("`plain`, but it is no superuser");
  }

  @Test
  void aConnectionThatHasToBeEncryptedIsNotMadeWithoutThat() throws Exception {
    try (PostgresqlBackend encrypted =
        with(PostgresqlServer.parse(process.url() + "?tls=true"), TimeLimits.DEFAULT)) {
      assertThatThrownBy(encrypted::check)
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("SSL")
          .hasMessageNotContaining(PostgreSql.PASSWORD);
    }
  }

  @Test
  void aServerThatIsAwayOrSilentIsUnavailable() throws Exception {
    TimeLimits hasty =
        new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3));
    try (PostgreSql own = PostgreSql.start();
        PostgresqlBackend patient = with(PostgresqlServer.parse(own.url()), TimeLimits.DEFAULT);
        PostgresqlBackend impatient = with(PostgresqlServer.parse(own.url()), hasty)) {
      patient.check();
      own.freeze();
      assertUnavailable(impatient);
      own.thaw();
      patient.check();
      own.kill();
      assertUnavailable(patient);
      own.startAgain();
      patient.check();
    }
  }

  private void assertUnavailable(Backend away) {
    assertThatThrownBy(() -> away.provision(instance()))
        .isInstanceOf(BackendException.class)
        .extracting(thrown -> ((BackendException) thrown).kind())
        .isEqualTo(BackendException.Kind.UNAVAILABLE);
  }
}
