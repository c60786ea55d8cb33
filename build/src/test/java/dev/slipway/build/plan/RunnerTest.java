package dev.slipway.build.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.slipway.build.BuildException;
import dev.slipway.build.cache.Cache;
import dev.slipway.process.Command;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class RunnerTest {
  @TempDir private Path root;
  private Cache cache;
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() throws IOException {
    cache = Cache.open(root, Long.MAX_VALUE, Clock.systemUTC());
  }

  @AfterEach
  void close() throws IOException {
    try (Stream<Path> left = Files.list(root.resolve("staging"))) {
      assertThat(left).as("nothing is left half made").isEmpty();
    }
    cache.close();
  }

  @Test
  void aStepRunsAfterWhatItNeedsAndOnceOnly() throws Exception {
    Step base = FakeStep.writing("base");
    Step left = FakeStep.writing("left", base);
    Step right = FakeStep.writing("right", base);
    Step top =
        FakeStep.of(
            "top",
            work -> {
              String all = "";
              for (Step each : List.of(left, right)) {
                all += Files.readString(work.of(each).resolve("file"));
              }
              Files.writeString(work.result().resolve("file"), all);
            },
            left,
            right);
    run(top, base);
    assertThat(cache.find(top.fingerprint()).orElseThrow().resolve("file")).hasContent("leftright");
    assertThat(started()).hasSize(4).startsWith("base").endsWith("top").doesNotHaveDuplicates();
    assertThat(finished(Event.Outcome.DONE)).containsExactlyInAnyOrderElementsOf(started());
  }

  @Test
  void whatDoesNotNeedEachOtherRunsSideBySide() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    FakeStep.Action meet = work -> await(both);
    run(FakeStep.passing("one", meet), FakeStep.passing("other", meet));
    assertThat(started()).containsExactlyInAnyOrder("one", "other");
  }

  @Test
  void whatOnlyACachedStepWouldNeedIsNotRun() throws Exception {
    Step cached = FakeStep.writing("cached", FakeStep.writing("below"));
    run(cached);
    cache.drop(cached.needs().getFirst().fingerprint());
    events.clear();
    run(FakeStep.writing("new", cached));
    assertThat(started()).containsExactly("new");
    assertThat(finished(Event.Outcome.CACHED)).containsExactly("cached");
    assertThat(cache.contains(cached.needs().getFirst().fingerprint())).isFalse();
  }

  @Test
  void theFirstFailureEndsTheOthersAndIsTheOneReported() {
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicReference<Thread> waiter = new AtomicReference<>();
    Step patient =
        FakeStep.passing(
            "patient",
            work -> {
              waiter.set(Thread.currentThread());
              waiting.countDown();
              Command.of("sleep", "1000").run();
            });
    Step failing =
        FakeStep.passing(
            "failing",
            work -> {
              waiting.await();
              throw new BuildException(BuildException.Code.SCRIPT, "the script ended badly");
            });
    assertThatThrownBy(() -> run(patient, FakeStep.writing("top", failing)))
        .isInstanceOf(BuildException.class)
        .hasMessage("the script ended badly");
    assertThat(waiter.get().isAlive()).isFalse();
    assertThat(failed()).containsExactly("failing");
    assertThat(started()).doesNotContain("top");
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aFaultOfTheProgramEndsTheOthersToo() {
    CountDownLatch waiting = new CountDownLatch(1);
    Step patient =
        FakeStep.passing(
            "patient",
            work -> {
              waiting.countDown();
              TimeUnit.DAYS.sleep(1);
            });
    Step broken =
        FakeStep.passing(
            "broken",
            work -> {
              waiting.await();
              throw new IllegalStateException("a fault of the program");
            });
    assertThatThrownBy(() -> run(patient, broken)).hasMessage("a fault of the program");
  }

  @Test
  void aFailedStepKeepsNothing() {
    Step failing =
        FakeStep.of(
            "failing",
            work -> {
              Files.writeString(work.result().resolve("half"), "half");
              Files.writeString(work.scratch().resolve("scratch"), "scratch");
              throw new IOException("no luck");
            });
    assertThatThrownBy(() -> run(failing))
        .isInstanceOf(BuildException.class)
        .hasMessage("failing: no luck");
    assertThat(cache.contains(failing.fingerprint())).isFalse();
  }

  @Test
  void aFullDiskIsExplained() {
    Step failing =
        FakeStep.of(
            "install",
            work -> {
              throw new IOException("/cache/x: No space left on device");
            });
    Throwable thrown = catchThrowable(() -> run(failing));
    assertThat(thrown)
        .hasMessageContaining("install: /cache/x: No space left on device\nThe disk is full")
        .hasMessageContaining("SLIPWAY_CACHE");
    assertThat(((BuildException) thrown).code()).isEqualTo(BuildException.Code.SPACE);
  }

  @Test
  void interruptionLeavesNothingRunning() throws Exception {
    CountDownLatch running = new CountDownLatch(2);
    List<Thread> threads = new CopyOnWriteArrayList<>();
    FakeStep.Action sleep =
        work -> {
          threads.add(Thread.currentThread());
          running.countDown();
          Command.of("sleep", "1000").run();
        };
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread build =
        Thread.ofPlatform()
            .start(() ->
                thrown.set(
                    catchThrowable(() ->
                        run(
                            FakeStep.writing("top", FakeStep.passing("one", sleep)),
                            FakeStep.passing("other", sleep)))));
    running.await();
    build.interrupt();
    build.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(threads).hasSize(2).noneMatch(Thread::isAlive);
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(failed()).as("Ctrl-C is no step's failure").isEmpty();
    assertThat(finished(Event.Outcome.DONE)).isEmpty();
  }

  @Test
  void aStepSeesOnlyTheResultsThatItNeeds() {
    Step other = FakeStep.writing("other");
    Step curious = FakeStep.of("curious", work -> assertThat(work.of(other)).isDirectory());
    assertThatThrownBy(() -> run(other, curious)).hasMessage("curious does not need other");
  }

  private void run(Step... steps) throws IOException, InterruptedException {
    new Runner(cache, events::add).run(Arrays.asList(steps));
  }

  private static void await(CyclicBarrier barrier) throws InterruptedException {
    try {
      barrier.await();
    } catch (java.util.concurrent.BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> started() {
    return events.stream().filter(Event.Started.class::isInstance).map(Event::step).toList();
  }

  private List<String> failed() {
    return events.stream().filter(Event.Failed.class::isInstance).map(Event::step).toList();
  }

  private List<String> finished(Event.Outcome outcome) {
    return events.stream()
        .filter(e -> e instanceof Event.Finished f && f.outcome() == outcome)
        .map(Event::step)
        .toList();
  }
}
