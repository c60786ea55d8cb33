package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.server.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the Open Service Broker API 2.17 asks for, line by line, as a platform of its first and one
 * of its last version ask. The lines are those of docs/broker-conformance.md, which {@code
 * -Dslipway.conformance.write=true} writes.
 */
class ConformanceTest {
  private static final List<String> VERSIONS = List.of("2.4", "2.17");
  private static final Path DOCUMENT = Path.of("..", "docs", "broker-conformance.md");
  private static final Script SCRIPT = new Script();

  @TempDir private static Path folder;
  private static FolderBackend quick;
  private static TestBroker broker;

  @BeforeAll
  static void start() throws Exception {
    quick = new FolderBackend(folder.resolve("quick"), false, SCRIPT);
    FolderBackend slow = new FolderBackend(folder.resolve("slow"), true, SCRIPT);
    broker = TestBroker.start(folder, Talk.CATALOG, Map.of("quick", quick, "slow", slow));
  }

  @AfterAll
  static void stop() {
    SCRIPT.heal();
    broker.close();
  }

  private static List<Line> lines() {
    return Stream.of(
            HeaderLines.all(),
            ProvisionLines.all(),
            UpdateLines.all(),
            DeprovisionLines.all(),
            BindLines.all(),
            UnbindLines.all())
        .flatMap(List::stream)
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> theBrokerAnswersAsTheApiHasIt() {
    return lines().stream()
        .flatMap(line ->
            VERSIONS.stream()
                .map(version ->
                    DynamicTest.dynamicTest(
                        version + " " + line.endpoint() + ": " + line.condition(),
                        () -> check(line, version))));
  }

  private static void check(Line line, String version) throws Exception {
    try {
      line.check(new Talk(broker, version, SCRIPT, quick));
    } finally {
      SCRIPT.heal();
      quick.use(Map.of());
    }
  }

  @Test
  void theTableIsWrittenDown() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            # What the service broker answers

            Each line is a test, which asks a running broker: `ConformanceTest`. It has the status \
            codes and bodies of the Open Service Broker API 2.17, for a platform of version 2.4 and \
            for one of 2.17. A body's keys stand under the answer: `!` where a key is not there, `=` \
            before all of its text, `~` before a part of it, `{}` for a body with nothing in it. \
            What is refused has a `description` always, but for 410.

            | Request | Condition | Status | Body | Versions |
            |---|---|---|---|---|
            """);
    lines().forEach(line -> text.append(line.row(VERSIONS)).append('\n'));
    if (Boolean.getBoolean("slipway.conformance.write")) {
      Files.writeString(DOCUMENT, text);
    }
    assertThat(DOCUMENT)
        .as("write it anew by -Dslipway.conformance.write=true")
        .content()
        .isEqualTo(text.toString());
  }
}
