package dev.slipway.disk.convert;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Extent;
import dev.slipway.disk.Extents;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a disk's data on several threads and gives it out in ascending order. A fixed number of
 * slabs goes round, so that memory stays bounded and a slow writer slows the readers.
 */
final class Slabs implements AutoCloseable {
  private final Disk disk;
  private final int chunkSize;
  private final Extents extents;
  private final ExecutorService workers;
  private final List<Slab> all = new ArrayList<>();
  private final BlockingQueue<Slab> idle;
  private final Queue<Future<Slab>> filling = new ArrayDeque<>();
  private @Nullable Extent current;
  private long position;

  Slabs(Disk disk, Conversion how, List<Packing> packings) throws IOException {
    this.disk = disk;
    this.chunkSize = how.chunkSize();
    this.extents = disk.extents();
    this.current = extents.next();
    int count = 2 * how.threads() + 4;
    this.idle = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      all.add(new Slab(chunkSize, packings, how.nativeDeflate()));
    }
    idle.addAll(all);
    this.workers =
        Executors.newFixedThreadPool(
            how.threads(), Thread.ofPlatform().name("disk-read-", 0).daemon().factory());
  }

  /** The next slab, or null after the last. */
  @Nullable Slab next() throws IOException, InterruptedException {
    fillIdle();
    Future<Slab> first = filling.poll();
    return first == null ? null : await(first);
  }

  private void fillIdle() throws IOException, InterruptedException {
    while (true) {
      // With nothing under way there is nothing to wait for but the encoders.
      Slab slab = filling.isEmpty() && more() ? idle.take() : idle.poll();
      if (slab == null) {
        return;
      }
      Extent part = take();
      if (part == null) {
        idle.add(slab);
        return;
      }
      filling.add(
          workers.submit(() -> {
            slab.fill(disk, part);
            return slab;
          }));
    }
  }

  /** Takes a slab back that all have used. Any thread may do so. */
  void recycle(Slab slab) {
    idle.add(slab);
  }

  private boolean more() throws IOException {
    while (current != null && current.end() <= position) {
      current = extents.next();
    }
    return current != null;
  }

  /** The next stretch of whole chunks, within one slab's size; null after the last. */
  private @Nullable Extent take() throws IOException {
    if (!more()) {
      return null;
    }
    Extent extent = java.util.Objects.requireNonNull(current);
    int most = Slab.size(chunkSize);
    long from = Math.max(position, extent.offset() / chunkSize * chunkSize);
    long end = Math.min(extent.end(), (from / most + 1) * most);
    position = Math.min(disk.size(), (end + chunkSize - 1) / chunkSize * chunkSize);
    return new Extent(from, position - from);
  }

  private static Slab await(Future<Slab> slab) throws IOException, InterruptedException {
    try {
      return slab.get();
    } catch (ExecutionException e) {
      throw Failures.of(e.getCause());
    }
  }

  /**
   * Waits for the threads, which may be using the disk. They are not interrupted, since that would
   * close the disk's file.
   */
  @Override
  public void close() {
    workers.shutdown();
    filling.forEach(future -> future.cancel(false));
    boolean interrupted = Thread.interrupted();
    while (!terminated()) {
      interrupted = true;
    }
    all.forEach(Slab::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean terminated() {
    try {
      return workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
