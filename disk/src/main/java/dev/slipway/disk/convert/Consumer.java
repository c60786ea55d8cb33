package dev.slipway.disk.convert;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Takes all slabs in order, in a thread of its own. */
final class Consumer {
  /** What is done with them. */
  interface Work {
    void start() throws IOException;

    void take(List<Chunk> chunks) throws IOException;

    void finish() throws IOException;
  }

  private final Work work;
  private final Slabs slabs;

  /** No more than there are slabs; an empty one is the end. */
  private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>();

  private final Thread thread;
  private volatile @Nullable Throwable failure;

  private record Item(@Nullable Slab slab, boolean complete) {}

  Consumer(String name, Work work, Slabs slabs) {
    this.work = work;
    this.slabs = slabs;
    this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  /** Hands a slab over. */
  void give(Slab slab) {
    queue.add(new Item(slab, true));
  }

  /** Says that nothing more comes: the disk is complete, or is given up. */
  void end(boolean complete) {
    queue.add(new Item(null, complete));
  }

  /** What went wrong so far. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Waits for the thread. */
  void join() throws InterruptedException {
    thread.join();
  }

  private void run() {
    attempt(work::start);
    try {
      Item item = queue.take();
      for (; item.slab != null; item = queue.take()) {
        Slab slab = item.slab;
        attempt(() -> work.take(slab.chunks()));
        if (slab.release()) {
          slabs.recycle(slab);
        }
      }
      if (item.complete) {
        attempt(work::finish);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  /** After a failure slabs are only passed on, so that nobody waits for them. */
  private void attempt(Attempt what) {
    if (failure != null) {
      return;
    }
    try {
      what.run();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }
}
