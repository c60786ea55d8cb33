package dev.slipway.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Hashes a whole disk, its holes included, in a thread of its own, so that hashing goes on while
 * the disk is written. Bytes are copied into a few buffers that are used again and again.
 */
public final class HashingSink implements DiskSink, Closeable {
  private static final int BUFFERS = 6;
  private static final int BUFFER_SIZE = 1 << 20;

  /** Small enough to stay in the processor's nearest cache. */
  private static final byte[] ZEROS = new byte[1 << 14];

  private final MessageDigest digest;
  private final long size;
  private final BlockingQueue<Piece> empty = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final Thread thread;
  private @Nullable Piece current;
  private long written;
  private volatile @Nullable Throwable failure;

  /** The bytes of one stretch of the disk; the last one has no room for any. */
  private static final class Piece {
    private final byte[] bytes;
    private long position;
    private int length;

    private Piece(int capacity) {
      bytes = new byte[capacity];
    }

    private long end() {
      return position + length;
    }
  }

  /**
   * Starts hashing.
   *
   * @param digest any algorithm, fresh
   * @param size of the whole disk in bytes
   */
  public HashingSink(MessageDigest digest, long size) {
    this.digest = digest;
    this.size = size;
    for (int i = 0; i < BUFFERS; i++) {
      empty.add(new Piece(BUFFER_SIZE));
    }
    thread = Thread.ofPlatform().daemon().name("disk-hash").start(this::hash);
  }

  @Override
  public void write(long position, ByteBuffer data) throws IOException {
    long end = position + data.remaining();
    if (position < written || end > size) {
      throw new DiskException(
          "bytes %d to %d cannot be hashed after %d in a disk of %d"
              .formatted(position, end, written, size));
    }
    written = end;
    while (data.hasRemaining()) {
      Piece piece = pieceFor(end - data.remaining());
      int length = Math.min(data.remaining(), piece.bytes.length - piece.length);
      data.get(piece.bytes, piece.length, length);
      piece.length += length;
    }
  }

  /**
   * Waits until all is hashed, zeros up to the disk's end included, and stops the thread. To be
   * called once, after the last write.
   *
   * @return the digest
   */
  public byte[] finish() throws IOException {
    try {
      handOver();
      Piece last = new Piece(0);
      last.position = size;
      full.put(last);
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (failure != null) {
      throw new IOException("the disk could not be hashed", failure);
    }
    return digest.digest();
  }

  /** Stops the thread, if it still runs. */
  @Override
  public void close() {
    thread.interrupt();
  }

  /** The piece that takes a position's byte, with room for it. */
  private Piece pieceFor(long position) throws IOException {
    Piece piece = current;
    if (piece != null && piece.end() == position && piece.length < piece.bytes.length) {
      return piece;
    }
    try {
      handOver();
      piece = empty.take();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    piece.position = position;
    piece.length = 0;
    current = piece;
    return piece;
  }

  private void handOver() throws InterruptedException {
    if (current != null) {
      full.put(current);
      current = null;
    }
  }

  private void hash() {
    long done = 0;
    try {
      Piece piece;
      do {
        piece = full.take();
        if (failure == null) {
          hash(done, piece);
        }
        done = piece.end();
        empty.add(piece);
      } while (piece.bytes.length > 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed early: nobody waits for the digest
    }
  }

  /** Takes a piece; a failure is kept for the writer, which must not wait for buffers forever. */
  private void hash(long done, Piece piece) {
    try {
      for (long gap = piece.position - done; gap > 0; gap -= ZEROS.length) {
        digest.update(ZEROS, 0, (int) Math.min(gap, ZEROS.length));
      }
      digest.update(piece.bytes, 0, piece.length);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    var e = new InterruptedIOException("interrupted while the disk was hashed");
    e.initCause(cause);
    return e;
  }
}
