package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.broker.backend.Inventory;
import dev.slipway.server.TestBroker;
import dev.slipway.server.TestBroker.Answer;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A broker is killed at every step of everything that it does, and goes on when it is back. */
@Tag("slow")
class KilledBrokerSlowTest {
  @TempDir private Path folder;

  /** A broker of its own that does one thing and stays at one of its steps for ever. */
  static final class Doomed {
    public static void main(String[] arguments) throws Exception {
      Change change = Change.valueOf(arguments[1]);
      String step = change.step(Integer.parseInt(arguments[2]));
      CountDownLatch never = new CountDownLatch(1);
      FolderBackend.Steps steps =
          at -> {
            if (at.equals(step)) {
              System.out.println("at its step");
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          };
      try (TestBroker broker = KilledBrokerSlowTest.start(Path.of(arguments[0]), steps)) {
        change.prepare(broker);
        change.ask(broker);
      }
    }
  }

  static TestBroker start(Path folder, FolderBackend.Steps steps) throws Exception {
    FolderBackend backend = new FolderBackend(folder.resolve("things"), false, steps);
    return TestBroker.start(folder, Talk.CATALOG, Map.of("quick", backend, "slow", backend));
  }

  static Stream<Arguments> steps() {
    return Stream.of(Change.values())
        .flatMap(change -> Stream.of(1, 2, 3).map(number -> Arguments.arguments(change, number)));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void whatItWasAtIsDone(Change change, int number) throws Exception {
    killAt(change, number);

    FolderBackend things = new FolderBackend(folder.resolve("things"), false, _ -> {});
    try (TestBroker broker = start(folder, _ -> {})) {
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

  private void killAt(Change change, int number) throws Exception {
    Process doomed =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Doomed.class.getName(),
                    folder.toString(),
                    change.name(),
                    String.valueOf(number)))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said = doomed.inputReader()) {
      StringBuilder all = new StringBuilder();
      String line = said.readLine();
      while (line != null && !line.contains("at its step")) {
        all.append(line).append('\n');
        line = said.readLine();
      }
      assertThat(line).as(all.toString()).isNotNull();
    } finally {
      doomed.destroyForcibly().waitFor();
    }
  }
}
