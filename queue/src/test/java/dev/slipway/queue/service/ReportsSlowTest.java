package dev.slipway.queue.service;

import static dev.slipway.queue.service.RawWorker.ended;
import static dev.slipway.queue.service.RawWorker.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.queue.BuildState;
import dev.slipway.queue.amqp.Names;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.protocol.ToServer.Happened;
import dev.slipway.queue.protocol.ToWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What workers tell: once, in order, of the attempt that counts, and whatever it is. */
@Tag("slow")
@ParameterizedClass
@EnumSource
@ExtendWith(Parts.Giving.class)
class ReportsSlowTest {
  @Parameter Backing backing;
  @TempDir Path folder;
  private Fixture here;
  private TestServer server;
  private RawWorker worker;
  private long build;
  private ToWorker.Job job;

  @BeforeEach
  void start(Parts parts) throws Exception {
    here = new Fixture(parts, backing, folder);
    server = here.server();
    worker = here.raw("raw");
    build = server.submit("quick");
    job = worker.job();
  }

  @AfterEach
  void stop() throws Exception {
    here.close();
  }

  private List<String> lines() throws Exception {
    return server.awaitEnd(build).stream()
        .map(BuildEvent::body)
        .filter(b -> b.contains("\"line\""))
        .map(b -> b.replaceAll(".*\"line\":\"(.*?)\".*", "$1"))
        .toList();
  }

  @Test
  void twiceSaidIsOnceHeard() throws Exception {
    worker.report(job, 1, output("a"), output("b"));
    worker.report(job, 1, output("a"), output("b"));
    worker.report(job, 2, output("b"), output("c"));
    worker.report(job, 4, ended("succeeded"));
    worker.report(job, 4, ended("succeeded"));

    assertThat(lines()).containsExactly("a", "b", "c");
    assertThat(List.of(worker.next(), worker.next(), worker.next(), worker.next(), worker.next()))
        .containsExactly(
            new ToWorker.Stored(build, 1, 2),
            new ToWorker.Stored(build, 1, 2),
            new ToWorker.Stored(build, 1, 3),
            new ToWorker.Stored(build, 1, 4),
            new ToWorker.Stored(build, 1, 4));
  }

  @Test
  void nothingIsStoredBeforeWhatComesBeforeIt() throws Exception {
    worker.report(job, 3, output("c"));
    assertThat(worker.next()).isEqualTo(new ToWorker.Missing(build, 1, 0));
    worker.report(job, 1, output("a"), output("b"));
    worker.report(job, 3, output("c"), ended("succeeded"));

    assertThat(lines()).containsExactly("a", "b", "c");
  }

  @Test
  void afterTheEndNothingChanges() throws Exception {
    worker.report(job, 1, output("a"), ended("succeeded"));
    List<BuildEvent> events = server.awaitEnd(build);
    worker.next();

    worker.report(job, 3, output("b"), ended("failed"));
    worker.next();

    assertThat(server.awaitEnd(build)).isEqualTo(events);
    assertThat(server.build(build).state()).isEqualTo(BuildState.SUCCEEDED);
  }

  @Test
  void anAttemptThatDoesNotCountIsToldSo() throws Exception {
    server.service.cancel(build, "eve");
    worker.report(job, 1, ended("cancelled"));
    server.awaitEnd(build);
    server.service.retry(build, "eve");
    RawWorker second = here.raw("second");
    ToWorker.Job again = second.job();

    worker.report(job, 1, output("of before"), ended("succeeded"));
    second.report(again, 1, output("of now"), ended("succeeded"));

    assertThat(second.next()).isEqualTo(new ToWorker.Stored(build, 2, 2));
    server.await(build, e -> e.attempt() == 2 && e.kind().equals("ended"));
    assertThat(lines()).containsExactly("of now");
  }

  @Test
  void whatIsNotUnderstoodIsInNobodysWay() throws Exception {
    worker.bytes(Names.REPORTS, "not JSON");
    worker.bytes(Names.REPORTS, "{\"type\":\"report\",\"worker\":\"raw\",\"build\":1}");
    worker.bytes(Names.CLAIMS, "{\"type\":\"heartbeat\"}");
    worker.bytes(Names.CLAIMS, "{\"type\":\"claim\",\"worker\":\"raw\",\"architectures\":[null]}");
    worker.report(
        job,
        1,
        output("a"),
        new Happened(1, "output", "{\"event\":"),
        new Happened(1, "output", "[1]"),
        new Happened(1, "finished", "{\"event\":\"output\"}"),
        new Happened(1, "queued", "{\"event\":\"queued\",\"by\":\"eve\",\"why\":\"new\"}"),
        new Happened(
            1, "output", "{\"event\":\"output\",\"line\":\"" + "x".repeat(1 << 20) + "\"}"),
        output("b"),
        ended("succeeded"));

    List<BuildEvent> events = server.awaitEnd(build);

    assertThat(lines()).containsExactly("a", "b");
    assertThat(events.stream().map(BuildEvent::kind))
        .containsExactly(
            "queued",
            "assigned",
            "output",
            "warning",
            "warning",
            "warning",
            "warning",
            "warning",
            "output",
            "ended");
    assertThat(server.build(build).state()).isEqualTo(BuildState.SUCCEEDED);
  }

  @Test
  void whatTheDatabaseCannotHoldIsInNobodysWay() throws Exception {
    worker.report(
        job,
        1,
        new Happened(
            1, "output", "{\"event\":\"output\",\n\"step\":\"w\",\"line\":\"zero \\u0000\"}"),
        new Happened(
            Long.MAX_VALUE,
            "started",
            "{\"event\":\"started\",\"step\":\"half \\ud800\",\"title\":\"\\u0000\"}"),
        new Happened(
            -1,
            "ended",
            "{\"event\":\"ended\",\"state\":\"failed\",\"reason\":\"a \\u0000 in it\"}"));

    List<BuildEvent> events = server.awaitEnd(build);

    assertThat(server.build(build).state()).isEqualTo(BuildState.FAILED);
    assertThat(server.build(build).reason().orElseThrow()).startsWith("a ").endsWith(" in it");
    assertThat(events).allSatisfy(e -> assertThat(e.json()).doesNotContain("\n"));
    assertThat(events)
        .allSatisfy(e ->
            assertThat(e.at()).isBetween(Instant.EPOCH, Instant.now().plus(Duration.ofHours(1))));
  }

  @Test
  void anEndThatIsNoneIsAFailure() throws Exception {
    worker.report(job, 1, ended("running"));

    server.awaitEnd(build);

    assertThat(server.build(build).state()).isEqualTo(BuildState.FAILED);
    assertThat(server.build(build).reason().orElseThrow()).contains("another version");
  }
}
