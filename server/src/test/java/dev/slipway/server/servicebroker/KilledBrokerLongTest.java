package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.broker.backend.Inventory;
import dev.slipway.server.TestBroker;
import dev.slipway.server.TestBroker.Answer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A broker is killed at every step of everything that it does, and goes on when it is back. */
@Tag("long")
class KilledBrokerLongTest {
  @TempDir private Path folder;

  static Stream<Arguments> steps() {
    return Stream.of(Change.values())
        .flatMap(change -> Stream.of(1, 2, 3).map(number -> Arguments.arguments(change, number)));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void whatItWasAtIsDone(Change change, int number) throws Exception {
    Doomed.killAt(change, number, folder, Optional.empty());

    FolderBackend things = new FolderBackend(folder.resolve("things"), false, _ -> {});
    try (TestBroker broker = Doomed.start(folder, _ -> {}, Optional.empty())) {
      Answer again = change.ask(broker);
      Inventory there = things.inventory();
      switch (change) {
        case PROVISION -> {
          assertThat(again.status()).isEqualTo(200);
          assertThat(there.instances()).hasSize(1);
          assertThat(things.limits(there.instances().iterator().next())).contains("storage");
        }
        case UPDATE -> {
          assertThat(again.status()).isEqualTo(200);
          assertThat(things.limits(there.instances().iterator().next()))
              .isEqualTo("{storage=" + (1L << 30) + "}");
        }
        case BIND -> {
          assertThat(again.status()).isEqualTo(200);
          assertThat(there.bindings()).hasSize(1);
          assertThat(things.secret(there.bindings().iterator().next()))
              .isEqualTo(again.body().path("credentials").path("password").asString());
        }
        case UNBIND -> {
          assertThat(again.status()).isIn(200, 410);
          assertThat(there.instances()).hasSize(1);
          assertThat(there.bindings()).isEmpty();
        }
        case DEPROVISION -> {
          assertThat(again.status()).isIn(200, 410);
          assertThat(there).isEqualTo(Inventory.NOTHING);
        }
      }
      String plan = change == Change.UPDATE ? "quick/large" : "quick/small";
      Answer gone = broker.ask("DELETE", Change.INSTANCE + Talk.query(plan), "");
      assertThat(gone.status()).isEqualTo(change == Change.DEPROVISION ? 410 : 200);
      assertThat(things.inventory()).isEqualTo(Inventory.NOTHING);
    }
  }
}
