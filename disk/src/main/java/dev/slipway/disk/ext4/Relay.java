package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A few buffers between the thread that reads files and the one that writes the disk, so that both
 * are busy at once.
 */
final class Relay {
  private static final int BUFFERS = 4;
  private static final int BYTES = 1 << 20;

  /** What the reading side does. */
  interface Source {
    void run() throws IOException, InterruptedException;
  }

  /** A filled buffer, or the end. */
  private record Piece(long position, @Nullable ByteBuffer data, @Nullable Throwable failure) {}

  private final BlockingQueue<ByteBuffer> empty = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(BUFFERS + 1);

  Relay() {
    for (int i = 0; i < BUFFERS; i++) {
      empty.add(ByteBuffer.allocateDirect(BYTES));
    }
  }

  /** An empty buffer of whole blocks, for the reading side. */
  ByteBuffer take() throws InterruptedException {
    return empty.take().clear();
  }

  /** Hands a buffer over, from its start to its position, for a place in the volume. */
  void give(long position, ByteBuffer data) throws InterruptedException {
    full.put(new Piece(position, data.flip(), null));
  }

  /** Runs the reading side in a thread of its own and writes what comes, until all is written. */
  void run(Source source, long offset, DiskSink sink) throws IOException {
    Thread reader = Thread.ofPlatform().name("ext4-read").start(() -> read(source));
    try {
      while (true) {
        Piece piece = full.take();
        if (piece.data == null) {
          finish(piece.failure);
          return;
        }
        sink.write(offset + piece.position, piece.data);
        empty.put(piece.data);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the file system was written");
    } finally {
      end(reader);
    }
  }

  private static void end(Thread reader) {
    reader.interrupt();
    boolean interrupted = Thread.interrupted();
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Source source) {
    Throwable failure = null;
    try {
      source.run();
    } catch (InterruptedException e) {
      return; // the writing side has given up
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    // There is always room: each buffer is either here or there.
    full.add(new Piece(0, null, failure));
  }

  private static void finish(@Nullable Throwable failure) throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
