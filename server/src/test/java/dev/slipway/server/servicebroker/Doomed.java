package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.server.TestBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A broker in a process of its own that does one thing and stays at one of its steps for ever. */
final class Doomed {
  private Doomed() {}

  /** Arguments: the folder, what it does, the step's number, and the database, if it is another. */
  public static void main(String[] arguments) throws Exception {
    Change change = Change.valueOf(arguments[1]);
    String step = change.step(Integer.parseInt(arguments[2]));
    Optional<String> database = arguments.length > 3 ? Optional.of(arguments[3]) : Optional.empty();
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
    try (TestBroker broker = start(Path.of(arguments[0]), steps, database)) {
      change.prepare(broker);
      change.ask(broker);
    }
  }

  /** Starts one with a back end of that folder. */
  static TestBroker start(Path folder, FolderBackend.Steps steps, Optional<String> database)
      throws Exception {
    return start(folder, steps, database, Clock.systemUTC());
  }

  /** The same by a clock of a test's own. */
  static TestBroker start(
      Path folder, FolderBackend.Steps steps, Optional<String> database, Clock clock)
      throws Exception {
    FolderBackend backend = new FolderBackend(folder.resolve("things"), false, steps);
    return TestBroker.start(
        folder, Talk.CATALOG, Map.of("quick", backend, "slow", backend), database, clock);
  }

  /** Has one do something, and kills it at a step. */
  static void killAt(Change change, int number, Path folder, Optional<String> database)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Doomed.class.getName(),
                folder.toString(),
                change.name(),
                String.valueOf(number)));
    database.ifPresent(line::add);
    Process doomed = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (BufferedReader said = doomed.inputReader()) {
      StringBuilder all = new StringBuilder();
      String next = said.readLine();
      while (next != null && !next.contains("at its step")) {
        all.append(next).append('\n');
        next = said.readLine();
      }
      assertThat(next).as(all.toString()).isNotNull();
    } finally {
      doomed.destroyForcibly().waitFor();
    }
  }
}
