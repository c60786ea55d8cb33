package dev.slipway.queue.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.live.Stored.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PagesTest {
  private static final Page NOTHING = new Page(List.of(), false);

  private final AtomicInteger reads = new AtomicInteger();

  private static Page page(long seq) {
    BuildEvent event =
        new BuildEvent(seq + 1, 1, Instant.EPOCH, "output", "{\"event\":\"output\"}");
    return new Page(StreamedEvent.all(List.of(event)), false);
  }

  @Test
  void whatManyNeedAtOnceIsReadOnce() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Pages pages =
        new Pages(seq -> {
          reads.incrementAndGet();
          go.await();
          return page(seq);
        });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Page>> all = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        all.add(threads.submit(() -> pages.after(7, 0)));
      }
      go.countDown();
      Page first = all.getFirst().get();
      for (Future<Page> each : all) {
        assertThat(each.get()).isSameAs(first);
      }
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void eachPositionHasItsOwn() throws Exception {
    Pages pages = new Pages(PagesTest::page);
    assertThat(pages.after(3, 0).events().getFirst().seq()).isEqualTo(4);
    assertThat(pages.after(4, 0).events().getFirst().seq()).isEqualTo(5);
  }

  @Test
  void whatWasBegunBeforeAChangeDoesNotDo() throws Exception {
    Semaphore begun = new Semaphore(0);
    CountDownLatch go = new CountDownLatch(1);
    Pages pages =
        new Pages(seq -> {
          if (reads.incrementAndGet() > 1) {
            return page(seq);
          }
          begun.release();
          go.await();
          return NOTHING;
        });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Page> before = threads.submit(() -> pages.after(7, 1));
      begun.acquire();
      assertThat(pages.after(7, 2).events()).hasSize(1);
      go.countDown();
      assertThat(before.get()).isEqualTo(NOTHING);
    }
  }

  @Test
  void thatThereWasNothingIsNotRemembered() throws Exception {
    Pages pages = new Pages(seq -> reads.incrementAndGet() == 1 ? NOTHING : page(seq));
    assertThat(pages.after(7, 1)).isEqualTo(NOTHING);
    assertThat(pages.after(7, 1).events()).hasSize(1);
  }

  @Test
  void afterAFaultTheNextReadsAgain() throws Exception {
    Pages pages =
        new Pages(seq -> {
          if (reads.incrementAndGet() == 1) {
            throw new IllegalStateException("the database is away");
          }
          return page(seq);
        });
    assertThatThrownBy(() -> pages.after(7, 1)).hasMessage("the database is away");
    assertThat(pages.after(7, 1).events()).hasSize(1);
  }
}
