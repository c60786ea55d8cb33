package dev.slipway.queue.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.protocol.ToServer;
import dev.slipway.queue.protocol.ToWorker;
import dev.slipway.queue.worker.Worker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers that are gone, come back, or were never there. */
@Tag("long")
@ParameterizedClass
@EnumSource
@ExtendWith(Parts.Giving.class)
class WorkerLossLongTest {
  @Parameter Backing backing;
  @TempDir Path folder;
  private final Stage stage = new Stage();
  private final Stage other = new Stage();
  private Fixture here;

  @BeforeEach
  void start(Parts parts) throws Exception {
    here = new Fixture(parts, backing, folder);
  }

  @AfterEach
  void stop() throws Exception {
    here.close();
  }

  @Test
  void whatALostWorkerHadAnotherOneDoes() throws Exception {
    TestServer server = here.server();
    Relay network = here.relay();
    here.worker("lost", stage, Fixture.brokers(network.url()), 1);
    long build = server.submit("held");
    stage.next();

    network.cut(true);
    other.release(build);
    here.worker("heir", other);
    List<BuildEvent> events = server.awaitEnd(build);

    Build over = server.build(build);
    assertThat(over.state()).isEqualTo(BuildState.SUCCEEDED);
    assertThat(over.worker()).hasValue("heir");
    assertThat(over.attempt()).isEqualTo(2);
    assertThat(events.stream().map(BuildEvent::kind))
        .containsSubsequence("assigned", "lost", "queued", "assigned", "started", "ended");

    // It goes on unseen, and ends: what it tells then changes nothing.
    stage.release(build);
    network.mend();
    long next = server.submit("quick");
    server.awaitEnd(next);
    long alive = server.submit("quick");
    server.awaitEnd(alive);
    assertThat(server.awaitEnd(build)).isEqualTo(events);
    assertThat(server.build(build)).isEqualTo(over);
  }

  @Test
  void aWorkerThatComesBackTooLateIsStopped() throws Exception {
    TestServer server = here.server();
    Relay network = here.relay();
    here.worker("lost", stage, Fixture.brokers(network.url()), 1);
    long build = server.submit("held");
    stage.next();
    network.cut(true);
    here.worker("heir", other);
    other.next();

    network.mend();

    assertThat(stage.stopped.poll(20, TimeUnit.SECONDS)).isNotNull();
    assertThat(server.build(build).worker()).hasValue("heir");
    other.release(build);
    server.awaitEnd(build);
    assertThat(server.build(build).state()).isEqualTo(BuildState.SUCCEEDED);
  }

  @Test
  void aShortInterruptionOfTheNetworkIsNoLoss() throws Exception {
    TestServer server = here.server();
    Relay network = here.relay();
    here.worker("w1", stage, Fixture.brokers(network.url()), 1);
    long build = server.submit("held");
    stage.next();

    network.cut(false);
    stage.release(build);
    network.mend();
    // The broker refuses the worker its queue as long as it believes in the old connection.
    network.forgetBroker();
    server.awaitEnd(build);

    assertThat(server.build(build).state()).isEqualTo(BuildState.SUCCEEDED);
    assertThat(server.build(build).attempt()).isEqualTo(1);
  }

  @Test
  void aWorkerThatIsStartedAgainIsNotWaitedFor() throws Exception {
    TestServer server = here.server();
    Relay network = here.relay();
    here.worker("w1", stage, Fixture.brokers(network.url()), 1);
    long build = server.submit("held");
    stage.next();
    long before = System.nanoTime();

    network.cut(true);
    other.release(build);
    here.worker("w1", other);
    server.awaitEnd(build);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(TestServer.TIMING.lease());
    assertThat(server.build(build).attempt()).isEqualTo(2);
  }

  @Test
  void aWorkerThatSaysGoodbyeGivesItsBuildsBack() throws Exception {
    TestServer server = here.server();
    long build;
    try (Worker worker = here.unstarted("leaving", stage, Fixture.brokers(here.broker.url()), 1)) {
      worker.start();
      build = server.submit("held");
      stage.next();
    }
    assertThat(stage.stopped).hasSize(1);

    other.release(build);
    here.worker("heir", other);
    server.awaitEnd(build);

    assertThat(server.build(build).worker()).hasValue("heir");
    assertThat(server.workers.all()).extracting(w -> w.id()).doesNotContain("leaving");
  }

  @Test
  void aSecondWorkerOfTheSameNameIsRefused() throws Exception {
    here.server();
    here.worker("twin", stage);
    try (Worker second = here.unstarted("twin", other, Fixture.brokers(here.broker.url()), 1)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("`twin`")
          .hasMessageContaining("another name");
    }
  }

  @Test
  void aWorkerOfTheSameNameOnAnotherHostIsRefused() throws Exception {
    TestServer server = here.server();
    RawWorker worker = here.raw("raw");
    long build = server.submit("quick");
    ToWorker.Job job = worker.job();
    worker.say(beat("one", "raw", 1));

    worker.say(beat("two", "other", 2));

    assertThat(worker.next())
        .isInstanceOfSatisfying(
            ToWorker.Refused.class, r -> assertThat(r.why()).contains("`raw`", "another name"));
    worker.report(job, 1, RawWorker.ended("succeeded"));
    server.awaitEnd(build);
    assertThat(server.build(build).attempt()).isEqualTo(1);
    assertThat(server.workers.all()).extracting(w -> w.host()).containsExactly("one");
  }

  @Test
  void aJobThatNobodyWaitsForIsGivenBack() throws Exception {
    TestServer server = here.server();
    here.worker("w1", stage);
    long held = server.submit("held");
    stage.next();
    long late = server.submit("quick");
    long before = System.nanoTime();

    here.raw("other").claim("w1", "any");
    server.awaitEvent(late, "lost");
    stage.release(held);
    List<BuildEvent> events = server.awaitEnd(late);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(TestServer.TIMING.lease());
    assertThat(events.stream().map(BuildEvent::body)).anyMatch(b -> b.contains("waited no more"));
    assertThat(server.build(late).attempt()).isEqualTo(2);
    assertThat(server.build(late).state()).isEqualTo(BuildState.SUCCEEDED);
  }

  @Test
  void aBuildThatKillsItsWorkersFailsInTheEnd() throws Exception {
    TestServer server = here.server();
    long build = server.submit("quick");
    RawWorker worker = here.raw("raw");

    for (int i = 1; i <= 5; i++) {
      ToWorker.Job job = worker.job();
      assertThat(job.attempt()).isEqualTo(i);
      worker.say(beat("host", "start " + i, i));
      worker.say(beat("host", "start " + i + " again", i));
      server.await(build, e -> e.attempt() == job.attempt() && e.kind().equals("lost"));
    }
    server.awaitEnd(build);

    assertThat(server.build(build).state()).isEqualTo(BuildState.FAILED);
    assertThat(server.build(build).reason().orElseThrow())
        .contains("lost 5 times", "came no further", "`raw`");
  }

  private static ToServer beat(String host, String incarnation, long started) {
    return new ToServer.Heartbeat(
        "raw", incarnation, host, "test", List.of("amd64"), 1, 1, false, started, List.of());
  }

  @Test
  void aServerThatWasStoppedForAWhileBlamesNobody() throws Exception {
    Jumping clock = new Jumping();
    TestServer server = here.server(clock);
    here.worker("w1", stage);
    long build = server.submit("held");
    stage.next();

    clock.jump(Duration.ofMinutes(10));
    stage.release(build);
    server.awaitEnd(build);

    assertThat(server.build(build).attempt()).isEqualTo(1);
    assertThat(server.build(build).state()).isEqualTo(BuildState.SUCCEEDED);
  }

  /** A clock that can be moved ahead, as it is for a process that was stopped. */
  private static final class Jumping extends Clock {
    private final AtomicReference<Clock> now = new AtomicReference<>(Clock.systemUTC());

    void jump(Duration ahead) {
      now.set(Clock.offset(Clock.systemUTC(), ahead));
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now.get().instant();
    }
  }
}
