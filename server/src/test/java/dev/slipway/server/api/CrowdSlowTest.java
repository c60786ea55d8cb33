package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.real.PostgreSql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A build that everybody watches, with each database. */
@Tag("slow")
class CrowdSlowTest {
  private static final int CROWD = 1000;
  private static final int LINES = 100;

  private static String[] lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "line " + i).toArray(String[]::new);
  }

  /** Everybody is cut off once, each at another event, and comes again. */
  private static List<Long> watch(Client client, long build, int cut, CountDownLatch listening)
      throws Exception {
    List<Long> seen = new ArrayList<>();
    try (EventSocket first = listen(client, build, listening)) {
      while (seen.size() < cut) {
        seen.add(first.next().orElseThrow());
      }
    }
    try (EventSocket second = EventSocket.open(client, build, seen.getLast())) {
      for (var next = second.next(); next.isPresent(); next = second.next()) {
        seen.add(next.get());
      }
    }
    return seen;
  }

  private static EventSocket listen(Client client, long build, CountDownLatch listening)
      throws Exception {
    try {
      return EventSocket.open(client, build, 0);
    } finally {
      listening.countDown(); // Whoever could not would keep all others waiting.
    }
  }

  @Test
  void aThousandSeeEveryEventOnceAndInOrder() throws Exception {
    try (Service service = Service.start()) {
      aThousandSee(new Client(service, new Contract()));
    }
  }

  @Test
  void andAlsoWithPostgreSql() throws Exception {
    try (PostgreSql postgres = PostgreSql.start();
        Service service = Service.start("database: {url: \"" + postgres.newDatabase() + "\"}\n")) {
      aThousandSee(new Client(service, new Contract()));
    }
  }

  private static void aThousandSee(Client client) throws Exception {
    CountDownLatch listening = new CountDownLatch(CROWD);
    client
        .works()
        .on(
            "crowded",
            bench -> {
              bench.step("first", Duration.ofSeconds(1), lines(0, LINES / 2));
              listening.await();
              bench.step("second", Duration.ofSeconds(1), lines(LINES / 2, LINES));
            });
    long build = client.submit("crowded");
    List<Future<List<Long>>> crowd = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CROWD; i++) {
        int cut = 1 + i % LINES;
        crowd.add(threads.submit(() -> watch(client, build, cut, listening)));
      }
      List<Long> first = crowd.getFirst().get();
      assertThat(first).hasSizeGreaterThan(LINES + 4);
      assertThat(first).isEqualTo(LongStream.rangeClosed(1, first.size()).boxed().toList());
      for (Future<List<Long>> each : crowd) {
        assertThat(each.get()).isEqualTo(first);
      }
    }
  }
}
