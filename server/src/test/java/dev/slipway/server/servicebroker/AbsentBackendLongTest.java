package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.server.TestBroker;
import dev.slipway.server.TestBroker.Answer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A back end goes away at any step of anything that it is told to do. */
@Tag("long")
class AbsentBackendLongTest {
  private static final String STEPS = "dev.slipway.server.servicebroker.KilledBrokerLongTest#steps";
  private final Script script = new Script();

  @TempDir private Path folder;
  private FolderBackend things;
  private TestBroker broker;

  @BeforeEach
  void start() throws Exception {
    things = new FolderBackend(folder.resolve("things"), false, script);
    broker = TestBroker.start(folder, Talk.CATALOG, Map.of("quick", things, "slow", things));
  }

  @AfterEach
  void stop() {
    script.heal();
    broker.close();
  }

  @ParameterizedTest
  @MethodSource(STEPS)
  void platformsAreToldAndWhatTheyAskForThenIsDone(Change change, int number) throws Exception {
    change.prepare(broker);
    script.fail(change.step(number), Kind.UNAVAILABLE);
    Answer told = change.ask(broker);
    assertThat(told.status()).isEqualTo(503);
    assertThat(told.body().path("description").asString()).contains(change.step(number));
    assertThat(told.response().headers().firstValue("Retry-After")).isPresent();
    script.heal();

    assertThat(change.mitigate(broker).status()).isEqualTo(200);
    Inventory there = things.inventory();
    assertThat(there.bindings()).isEmpty();
    switch (change) {
      case PROVISION, DEPROVISION -> assertThat(there).isEqualTo(Inventory.NOTHING);
      case UPDATE, BIND, UNBIND -> {
        assertThat(there.instances()).hasSize(1);
        assertThat(things.limits(there.instances().iterator().next()))
            .isEqualTo("{storage=" + (10L << 20) + "}");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PROVISION, 2, deprovision 3",
    "PROVISION, 3, deprovision 3",
    "BIND, 2, unbind 3",
    "UPDATE, 2, update 3"
  })
  void whatWasHalfMadeIsRemovedLater(Change change, int number, String last) throws Exception {
    change.prepare(broker);
    Set<String> instances = things.inventory().instances();
    script.fail(change.step(number), Kind.UNAVAILABLE);
    assertThat(change.ask(broker).status()).isEqualTo(503);
    script.heal();
    Script.Held removed = script.hold(last);
    removed.awaitReached();
    removed.release();
    assertThat(things.inventory()).isEqualTo(new Inventory(instances, Set.of()));
    for (String each : instances) {
      assertThat(things.limits(each)).isEqualTo("{storage=" + (10L << 20) + "}");
    }
  }
}
