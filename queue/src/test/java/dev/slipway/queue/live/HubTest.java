package dev.slipway.queue.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.database.Database;
import dev.slipway.queue.Samples;
import dev.slipway.queue.event.NewEvent;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Events;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HubTest {
  private static final Duration MOST = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private Database database;
  private Hub hub;
  private long build;

  @BeforeEach
  void open() throws Exception {
    database = Samples.database(folder);
    hub = new Hub(new Builds(database), new Events(database));
    build =
        Samples.add(database, Samples.request("web", Optional.empty(), List.of()), Instant.EPOCH)
            .id();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void lines(int count) {
    List<NewEvent> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String body = "{\"event\":\"output\",\"step\":\"install\",\"line\":\"" + i + "\"}";
      lines.add(new NewEvent(Instant.EPOCH, "output", body));
    }
    hub.stored(build, database.write(h -> Events.add(h, build, lines)));
  }

  /** One that is in the queue has no worker: cancelled, it is over at once. */
  private void end() {
    database.write(h -> Builds.cancel(h, build, "ann", Instant.EPOCH));
    hub.changed(build);
  }

  private static List<Long> all(Follower follower) throws InterruptedException {
    List<Long> seen = new ArrayList<>();
    while (!follower.isAtEnd()) {
      follower.next(MOST).forEach(e -> seen.add(e.event().seq()));
    }
    return seen;
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void whoIsSlowGetsEverythingFromTheDatabase() throws Exception {
    try (Follower quick = hub.follow(build, 0);
        Follower slow = hub.follow(build, 0)) {
      List<StreamedEvent> first = slow.next(MOST);
      assertThat(quick.next(MOST)).isEqualTo(first);
      for (int i = 0; i < 50; i++) {
        lines(100);
      }
      end();
      List<Long> seen = new ArrayList<>(List.of(first.getFirst().event().seq()));
      seen.addAll(all(slow));
      assertThat(seen).isEqualTo(upTo(5002));
    }
    assertThat(hub.followers()).isZero();
  }

  @Test
  void aThousandWhoBeginAtOnceSeeTheSame() throws Exception {
    lines(10);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<StreamedEvent>>> crowd = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        crowd.add(
            threads.submit(() -> {
              try (Follower follower = hub.follow(build, 5)) {
                List<StreamedEvent> seen = new ArrayList<>();
                while (!follower.isAtEnd()) {
                  seen.addAll(follower.next(MOST));
                }
                return seen;
              }
            }));
      }
      lines(10);
      end();
      for (Future<List<StreamedEvent>> each : crowd) {
        assertThat(each.get())
            .extracting(e -> e.event().seq())
            .isEqualTo(LongStream.rangeClosed(6, 22).boxed().toList());
      }
    }
  }

  @Test
  void anEndIsSeenThatCameBeforeTheFollower() throws Exception {
    lines(3);
    end();
    try (Follower follower = hub.follow(build, 0)) {
      assertThat(all(follower)).isEqualTo(upTo(5));
    }
  }
}
