package dev.slipway.queue.errand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.database.Database;
import dev.slipway.queue.Samples;
import dev.slipway.queue.store.Errands;
import dev.slipway.queue.store.Schema;
import dev.slipway.real.RealProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed while it does an errand. */
@Tag("slow")
class KilledErrandSlowTest {
  @TempDir Path folder;

  /** A server of its own that begins an errand and never ends it. */
  static final class Server {
    public static void main(String[] arguments) throws Exception {
      CountDownLatch never = new CountDownLatch(1);
      Recording duty =
          new Recording(_ -> {
            System.out.println("begun");
            never.await();
          });
      try (Database database = Schema.open(arguments[0]);
          ErrandRunner runner =
              new ErrandRunner(database, List.of(duty), Clock.systemUTC(), _ -> {})) {
        runner.start();
        never.await();
      }
    }
  }

  @Test
  void anotherDoesItWhenTheLeaseIsOver() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("slipway.db");
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
    Recording duty = new Recording(_ -> {});
    try (Database database = Samples.database(folder)) {
      database.change(handle ->
          Errands.add(handle, "test", Optional.empty(), "one", "{}", Clock.systemUTC().instant()));
      List<String> line =
          List.of(
              System.getProperty("java.home") + "/bin/java",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path"),
              Server.class.getName(),
              url);
      try (RealProcess server = RealProcess.start(line, Map.of(), "begun").awaitReady()) {
        server.kill();
      }

      try (ErrandRunner runner = new ErrandRunner(database, List.of(duty), later, _ -> {})) {
        runner.start();
        assertThat(duty.next()).isEqualTo("begun one");
        assertThat(duty.next()).isEqualTo("done");
      }
    }
  }
}
