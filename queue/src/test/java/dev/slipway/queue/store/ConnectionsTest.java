package dev.slipway.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.database.Database;
import dev.slipway.queue.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionsTest {
  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = Samples.database(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private long count() {
    return database.read(h -> h.createQuery("SELECT count(*) FROM build").mapTo(Long.class).one());
  }

  @Test
  void whoWritesNeedsNotWaitForManyWhoRead() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> readers = new ArrayList<>();
      CountDownLatch reading = new CountDownLatch(7);
      for (int i = 0; i < 100; i++) {
        readers.add(
            threads.submit(() ->
                database.read(handle -> {
                  reading.countDown();
                  done.await();
                  return 1L;
                })));
      }
      reading.await();
      Future<?> writer = threads.submit(() -> database.change(h -> h.execute("DELETE FROM audit")));
      try {
        // A pool whose connections all were the readers' would give up after 10 s.
        writer.get(5, TimeUnit.SECONDS);
      } finally {
        done.countDown();
      }
      for (Future<Long> each : readers) {
        assertThat(each.get()).isEqualTo(1);
      }
    }
  }

  @Test
  void whoHasATurnNeedsNoOther() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(threads.submit(() -> database.read(_ -> count())));
        all.add(threads.submit(() -> database.write(_ -> count())));
      }
      for (Future<Long> each : all) {
        assertThat(each.get(5, TimeUnit.SECONDS)).isZero();
      }
    }
    assertThat(count()).isZero();
  }
}
