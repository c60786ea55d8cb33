package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.store.Operations;
import dev.slipway.real.PostgreSql;
import dev.slipway.server.MovableClock;
import dev.slipway.server.TestBroker;
import dev.slipway.server.TestBroker.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two brokers have one PostgreSQL and one key. One is killed in the middle of something; the other
 * goes on with it, while it runs, when the first has not said for long that it is there.
 */
@Tag("long")
class TwoBrokersLongTest {
  private static PostgreSql postgres;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgreSql.start();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void theOtherOneGoesOn(Change change) throws Exception {
    Path both = Files.createDirectory(folder.resolve("both"));
    FolderBackend things = new FolderBackend(both.resolve("things"), false, _ -> {});
    MovableClock clock = new MovableClock();
    Optional<String> database = Optional.of(postgres.newDatabase());
    try (TestBroker other = Doomed.start(both, _ -> {}, database, clock)) {
      Doomed.killAt(change, 2, both, database);
      boolean ofBinding = change == Change.BIND || change == Change.UNBIND;
      String place = ofBinding ? Change.BINDING : Change.INSTANCE;
      Answer meanwhile = other.ask("GET", place + "/last_operation", "");
      assertThat(meanwhile.body().path("state").asString()).isEqualTo("in progress");
      clock.forward(Operations.LEASE.plusSeconds(1));
      assertEnds(change, other, things);
    }
  }

  private static void assertEnds(Change change, TestBroker other, FolderBackend things)
      throws Exception {
    Answer answer = change.ask(other);
    Inventory there = things.inventory();
    switch (change) {
      case PROVISION, UPDATE -> {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(there.instances()).hasSize(1);
        assertThat(things.limits(there.instances().iterator().next()))
            .isEqualTo("{storage=" + (change == Change.UPDATE ? 1L << 30 : 10L << 20) + "}");
      }
      case BIND -> {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(things.secret(there.bindings().iterator().next()))
            .isEqualTo(answer.body().path("credentials").path("password").asString());
      }
      case UNBIND -> {
        assertThat(answer.status()).isIn(200, 410);
        assertThat(there.instances()).hasSize(1);
        assertThat(there.bindings()).isEmpty();
      }
      case DEPROVISION -> {
        assertThat(answer.status()).isIn(200, 410);
        assertThat(there).isEqualTo(Inventory.NOTHING);
      }
    }
  }
}
