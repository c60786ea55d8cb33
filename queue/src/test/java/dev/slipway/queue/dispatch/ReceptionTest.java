package dev.slipway.queue.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.database.Database;
import dev.slipway.queue.Samples;
import dev.slipway.queue.Timing;
import dev.slipway.queue.protocol.ToServer;
import dev.slipway.queue.protocol.ToWorker;
import dev.slipway.queue.store.Room;
import dev.slipway.queue.store.Workers;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReceptionTest {
  @TempDir private Path folder;
  private Database database;
  private Reception reception;
  private Thread thread;
  private final BlockingQueue<ToWorker> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Map.Entry<ToServer, Boolean>> settled = new LinkedBlockingQueue<>();

  @BeforeEach
  void open() throws Exception {
    database = Samples.database(folder);
    Desk desk =
        new Desk(
            database,
            new Room(database, () -> Long.MAX_VALUE),
            Clock.systemUTC(),
            Timing.USUAL,
            new SecureRandom(),
            URI.create("http://127.0.0.1:9/"),
            _ -> {},
            _ -> {},
            (_, _, _) -> {});
    reception = new Reception(desk);
    thread = Thread.ofVirtual().unstarted(reception);
  }

  @AfterEach
  void close() throws Exception {
    thread.interrupt();
    thread.join();
    database.close();
  }

  private void say(ToServer message) throws InterruptedException {
    reception.take(
        new Reception.Said(message, answers::add, done -> settled.add(Map.entry(message, done))));
  }

  private static ToServer.Claim claim(int number) {
    return new ToServer.Claim("w" + number, "1", "r" + number, List.of("amd64"), Long.MAX_VALUE);
  }

  private static ToServer.Heartbeat beat(String worker) {
    return new ToServer.Heartbeat(
        worker, "1", "host", "test", List.of("amd64"), 1, 1, false, 0, List.of());
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(20, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  @Test
  void ofManyWhoClaimAtOnceEachGetsAnother() throws Exception {
    for (int i = 0; i < 10; i++) {
      Samples.add(database, Samples.request("web", Optional.empty(), List.of()), Instant.EPOCH);
    }
    for (int i = 0; i < 30; i++) {
      say(claim(i));
    }
    thread.start();
    List<Long> builds = new ArrayList<>();
    int vain = 0;
    for (int i = 0; i < 30; i++) {
      switch (next(answers)) {
        case ToWorker.Job job -> builds.add(job.build());
        case ToWorker.Nothing _ -> vain++;
        case ToWorker other -> throw new AssertionError(other);
      }
      assertThat(next(settled).getValue()).isTrue();
    }
    assertThat(builds).hasSize(10).doesNotHaveDuplicates();
    assertThat(vain).isEqualTo(20);
  }

  @Test
  void whatAWorkerSaysKeepsItsOrder() throws Exception {
    for (int i = 0; i < 20; i++) {
      say(beat("w" + i));
      say(new ToServer.Goodbye("w" + i, "1"));
    }
    say(beat("stays"));
    thread.start();
    for (int i = 0; i < 41; i++) {
      assertThat(next(settled).getValue()).isTrue();
    }
    assertThat(new Workers(database).all()).extracting(w -> w.id()).containsExactly("stays");
  }

  @Test
  void whatCannotBeHeardNowComesAgainButForClaims() throws Exception {
    database.close(); // As good as away.
    ToServer.GiveBack given = new ToServer.GiveBack("w1", 1, 1, "it is to begin anew");
    say(claim(1));
    say(given);
    thread.start();
    assertThat(List.of(next(settled), next(settled)))
        .containsExactlyInAnyOrder(Map.entry(claim(1), true), Map.entry(given, false));
    assertThat(answers).isEmpty();
  }
}
