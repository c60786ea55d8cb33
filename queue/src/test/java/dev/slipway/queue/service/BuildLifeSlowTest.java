package dev.slipway.queue.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.real.Embedded;
import dev.slipway.queue.store.Steps;
import dev.slipway.queue.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What users see of builds where nothing is broken. */
@Tag("slow")
@ParameterizedClass
@EnumSource
@ExtendWith(Parts.Giving.class)
class BuildLifeSlowTest {
  @Parameter Backing backing;
  @TempDir Path folder;
  private final Stage stage = new Stage();
  private Fixture here;
  private TestServer server;

  @BeforeEach
  void start(Parts parts) throws Exception {
    here = new Fixture(parts, backing, folder);
    server = here.server();
  }

  @AfterEach
  void stop() throws Exception {
    here.close();
  }

  @Test
  void fromTheQueueToTheEnd() throws Exception {
    here.worker("w1", stage);
    long build = server.submit("quick");

    List<BuildEvent> events = server.awaitEnd(build);

    assertThat(events.stream().map(BuildEvent::kind))
        .containsExactly("queued", "assigned", "started", "output", "finished", "ended");
    assertThat(events.stream().map(BuildEvent::seq)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    Build over = server.build(build);
    assertThat(over.state()).isEqualTo(BuildState.SUCCEEDED);
    assertThat(over.worker()).hasValue("w1");
    assertThat(over.attempt()).isEqualTo(1);
    assertThat(over.started()).isPresent();
    assertThat(over.ended()).isPresent();
    assertThat(server.steps.of(build).stream().map(Steps.Row::state)).containsExactly("done");
  }

  @Test
  void allOfALongLogInOrder() throws Exception {
    here.worker("w1", stage);
    long build = server.submit("long");

    List<BuildEvent> events = server.awaitEnd(build);

    assertThat(events.stream().map(BuildEvent::seq))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    List<String> lines =
        events.stream().map(BuildEvent::body).filter(b -> b.contains("line ")).toList();
    assertThat(lines).hasSize(Stage.MUCH);
    assertThat(lines.getLast()).contains("\"line " + Stage.MUCH + "\"");
  }

  @Test
  void theMostUrgentFirst() throws Exception {
    long low = server.submit("quick", Architecture.AMD64, -5, 1);
    long first = server.submit("quick", Architecture.AMD64, 0, 1);
    long second = server.submit("quick", Architecture.AMD64, 0, 1);
    long high = server.submit("quick", Architecture.AMD64, 7, 1);

    here.worker("w1", stage);

    assertThat(List.of(stage.next(), stage.next(), stage.next(), stage.next()))
        .extracting(job -> job.build())
        .containsExactly(high, first, second, low);
  }

  @Test
  void eachArchitectureAtItsBroker() throws Exception {
    try (Embedded other = Embedded.start();
        TestServer both =
            TestServer.start(
                here.database,
                Map.of(Architecture.AMD64, here.broker.url(), Architecture.ARM64, other.url()))) {
      here.worker("pc", stage);
      long arm = both.submit("quick", Architecture.ARM64, 0, 1);
      long pc = both.submit("quick", Architecture.AMD64, 0, 1);
      both.awaitEnd(pc);
      assertThat(both.build(arm).state()).isEqualTo(BuildState.QUEUED);

      try (Worker each =
          here.unstarted(
              "each",
              stage,
              Map.of(Architecture.AMD64, here.broker.url(), Architecture.ARM64, other.url()),
              1)) {
        each.start();
        both.awaitEnd(arm);
      }

      assertThat(both.build(arm).worker()).hasValue("each");
    }
  }

  @Test
  void onlyAWorkerOfTheArchitectureTakesABuild() throws Exception {
    here.worker("w1", stage);
    long other = server.submit("quick", Architecture.I386, 0, 1);
    long fitting = server.submit("quick");

    server.awaitEnd(fitting);

    assertThat(server.build(other).state()).isEqualTo(BuildState.QUEUED);
    assertThat(stage.begun).extracting(job -> job.build()).containsExactly(fitting);
  }

  @Test
  void whatIsCancelledInTheQueueIsNeverBegun() throws Exception {
    long cancelled = server.submit("quick");
    server.service.cancel(cancelled, "eve");
    long next = server.submit("quick");

    here.worker("w1", stage);
    server.awaitEnd(next);

    assertThat(server.build(cancelled).state()).isEqualTo(BuildState.CANCELLED);
    assertThat(server.build(cancelled).reason()).hasValue("cancelled by eve");
    assertThat(server.awaitEnd(cancelled).getLast().kind()).isEqualTo("ended");
    assertThat(stage.begun).extracting(job -> job.build()).containsExactly(next);
  }

  @Test
  void whatIsCancelledEndsWithinTwoSeconds() throws Exception {
    here.worker("w1", stage);
    long build = server.submit("held");
    stage.next();
    long before = System.nanoTime();

    server.service.cancel(build, "eve");
    server.awaitEnd(build);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    assertThat(server.build(build).state()).isEqualTo(BuildState.CANCELLED);
    assertThat(server.build(build).reason()).hasValue("cancelled by eve");
    assertThat(stage.stopped).hasSize(1);
  }

  @Test
  void whatGoesOnForASecondIsCancelledWhenItHasEnded() throws Exception {
    here.worker("w1", stage);
    long build = server.submit("stubborn");
    stage.next();

    server.service.cancel(build, "eve");
    server.awaitEnd(build);

    assertThat(stage.stopped).hasSize(1);
    assertThat(server.build(build).state()).isEqualTo(BuildState.CANCELLED);
    long next = server.submit("quick");
    server.awaitEnd(next);
    assertThat(server.build(next).state()).isEqualTo(BuildState.SUCCEEDED);
  }

  @Test
  void onceMoreAfterAFailure() throws Exception {
    here.worker("w1", stage);
    long build = server.submit("failing");
    server.awaitEnd(build);
    assertThat(server.build(build).failedStep()).hasValue("work");
    assertThat(server.steps.of(build).stream().map(Steps.Row::state)).containsExactly("failed");

    server.service.retry(build, "eve");
    List<BuildEvent> all = server.awaitEnd(build);

    Build over = server.build(build);
    assertThat(over.state()).isEqualTo(BuildState.SUCCEEDED);
    assertThat(over.attempt()).isEqualTo(2);
    assertThat(over.reason()).isEmpty();
    assertThat(over.failedStep()).isEmpty();
    assertThat(all.stream().filter(e -> e.kind().equals("ended"))).hasSize(2);
    assertThat(all.stream().filter(e -> e.attempt() == 2).map(BuildEvent::kind))
        .containsExactly("assigned", "started", "output", "finished", "ended");
  }

  @Test
  void aDrainedWorkerFinishesAndTakesNoMore() throws Exception {
    Worker worker = here.worker("w1", stage);
    long running = server.submit("held");
    stage.next();
    long waiting = server.submit("quick");

    worker.drain();
    stage.release(running);
    worker.awaitIdle();

    server.awaitEnd(running);
    assertThat(server.build(waiting).state()).isEqualTo(BuildState.QUEUED);
    assertThat(server.workers.all().getFirst().draining()).isTrue();
    here.worker("w2", stage);
    server.awaitEnd(waiting);
    assertThat(server.build(waiting).worker()).hasValue("w2");
  }

  @Test
  void whatHasNoRoomWaitsAndOthersPassIt() throws Exception {
    here.worker("w1", stage);
    long huge = server.submit("quick", Architecture.AMD64, 50, 1L << 60);
    long small = server.submit("quick");

    server.awaitEnd(small);

    assertThat(server.build(huge).state()).isEqualTo(BuildState.QUEUED);
  }

  @Test
  void spaceIsGivenOnceAndComesBack() throws Exception {
    long most = Math.max(2, folder.toFile().getUsableSpace() * 2 / 3);
    here.worker("w1", stage, Fixture.brokers(here.broker.url()), 2);
    long first = server.submit("held", Architecture.AMD64, 0, most);
    stage.next();
    long second = server.submit("quick", Architecture.AMD64, 0, most);
    long third = server.submit("quick", Architecture.AMD64, 0, 1);

    server.awaitEnd(third);
    assertThat(server.build(second).state()).isEqualTo(BuildState.QUEUED);

    stage.release(first);
    server.awaitEnd(second);
    assertThat(server.build(second).state()).isEqualTo(BuildState.SUCCEEDED);
  }
}
