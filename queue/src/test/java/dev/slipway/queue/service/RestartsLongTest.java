package dev.slipway.queue.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.BuildEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

/** Servers and brokers that end and are started again, and several servers at once. */
@Tag("long")
@ParameterizedClass
@EnumSource
@ExtendWith(Parts.Giving.class)
class RestartsLongTest {
  @Parameter Backing backing;
  @TempDir Path folder;
  private final Stage stage = new Stage();
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
  void aServerThatIsStartedAgainGoesOn() throws Exception {
    TestServer before = here.server();
    here.worker("w1", stage);
    long running = before.submit("held");
    stage.next();
    long waiting = before.submit("quick");
    before.service.close();
    stage.release(running);

    TestServer after = here.server();
    List<BuildEvent> events = after.awaitEnd(running);
    after.awaitEnd(waiting);

    assertThat(after.build(running).state()).isEqualTo(BuildState.SUCCEEDED);
    assertThat(after.build(running).attempt()).isEqualTo(1);
    assertThat(after.build(waiting).state()).isEqualTo(BuildState.SUCCEEDED);
    assertThat(events.stream().map(BuildEvent::kind))
        .containsExactly("queued", "assigned", "started", "output", "finished", "ended");
  }

  @Test
  void aBrokerThatIsStartedAgainGoesOn() throws Exception {
    TestServer server = here.server();
    here.worker("w1", stage);
    long running = server.submit("held");
    stage.next();
    long waiting = server.submit("quick");

    here.broker.kill();
    stage.release(running);
    long meanwhile = server.submit("quick");
    here.broker.startAgain();
    List<BuildEvent> events = server.awaitEnd(running);
    server.awaitEnd(waiting);
    server.awaitEnd(meanwhile);

    assertThat(server.build(running).attempt()).isEqualTo(1);
    assertThat(List.of(running, waiting, meanwhile))
        .allSatisfy(b -> assertThat(server.build(b).state()).isEqualTo(BuildState.SUCCEEDED));
    assertThat(events.stream().map(BuildEvent::kind))
        .containsExactly("queued", "assigned", "started", "output", "finished", "ended");
  }

  @Test
  void aBrokerThatIsAwayForLongIsNobodysLoss() throws Exception {
    TestServer server = here.server();
    here.worker("w1", stage);
    long running = server.submit("held");
    stage.next();
    here.broker.kill();
    // Longer than a lease: nobody can tell of itself, and nobody is to be blamed for it.
    stage.begun.poll(
        TestServer.TIMING.lease().toMillis() * 3 / 2, java.util.concurrent.TimeUnit.MILLISECONDS);

    here.broker.startAgain();
    stage.release(running);
    server.awaitEnd(running);

    assertThat(server.build(running).attempt()).isEqualTo(1);
    assertThat(server.build(running).state()).isEqualTo(BuildState.SUCCEEDED);
  }

  @Test
  void followersAtEachServerSeeTheSame() throws Exception {
    TestServer one = here.server();
    TestServer two = here.server();
    here.worker("w1", stage);
    here.worker("w2", stage);
    List<Long> builds = new ArrayList<>();
    List<Callable<List<BuildEvent>>> followers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      long build = (i % 2 == 0 ? one : two).submit("long");
      builds.add(build);
      followers.add(() -> one.awaitEnd(build));
      followers.add(() -> two.awaitEnd(build));
    }

    List<List<BuildEvent>> seen = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<BuildEvent>> each : threads.invokeAll(followers)) {
        seen.add(each.get());
      }
    }

    for (int i = 0; i < builds.size(); i++) {
      List<BuildEvent> events = seen.get(2 * i);
      assertThat(events).isEqualTo(seen.get(2 * i + 1));
      assertThat(events.stream().map(BuildEvent::seq))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
      assertThat(events.stream().filter(e -> e.body().contains("line "))).hasSize(Stage.MUCH);
      assertThat(events.getLast().kind()).isEqualTo("ended");
    }
    assertThat(one.builds.queued()).isEmpty();
  }

  @Test
  void oneServerCancelsWhatTheOtherHasTaken() throws Exception {
    TestServer one = here.server();
    TestServer two = here.server();
    here.worker("w1", stage);
    long build = one.submit("held");
    stage.next();

    two.service.cancel(build, "eve");
    one.awaitEnd(build);

    assertThat(one.build(build).state()).isEqualTo(BuildState.CANCELLED);
  }
}
