package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Extent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads and compresses a disk's data on several threads, and gives it out in ascending order. A
 * fixed number of chunks goes round, so that memory stays bounded and a slow writer slows the
 * readers.
 */
final class ChunkPipeline implements AutoCloseable {
  private final Disk disk;
  private final ChunkSource stretches;
  private final ExecutorService workers;
  private final List<Chunk> chunks = new ArrayList<>();
  private final Queue<Chunk> idle = new ArrayDeque<>();
  private final Queue<Future<Chunk>> filling = new ArrayDeque<>();

  ChunkPipeline(Disk disk, Qcow2Options options, int threads) throws IOException {
    this.disk = disk;
    this.stretches = new ChunkSource(disk, options.clusterSize(), Chunk.size(options));
    this.workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("qcow2-", 0).daemon().factory());
    for (int i = 0; i < 2 * threads + 1; i++) {
      chunks.add(new Chunk(options));
    }
    idle.addAll(chunks);
  }

  /** The next chunk, or null after the last. */
  @Nullable Chunk next() throws IOException {
    while (!idle.isEmpty()) {
      Extent stretch = stretches.next();
      if (stretch == null) {
        break;
      }
      Chunk chunk = idle.remove();
      filling.add(
          workers.submit(() -> {
            chunk.fill(disk, stretch.offset(), stretch.end());
            return chunk;
          }));
    }
    Future<Chunk> first = filling.poll();
    return first == null ? null : await(first);
  }

  /** Takes a chunk back that was stored. */
  void recycle(Chunk chunk) {
    idle.add(chunk);
  }

  private static Chunk await(Future<Chunk> chunk) throws IOException {
    try {
      return chunk.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("writing was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static IOException failure(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException cause -> cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> throw new AssertionError(e);
    };
  }

  /**
   * Waits for the threads, which may be using the disk and the compressors. They are not
   * interrupted, since that would close the disk's file.
   */
  @Override
  public void close() {
    workers.shutdown();
    filling.forEach(future -> future.cancel(false));
    boolean interrupted = Thread.interrupted();
    while (!terminated()) {
      interrupted = true;
    }
    chunks.forEach(Chunk::close);
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
