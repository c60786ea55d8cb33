package dev.slipway.disk.wrap;

import dev.slipway.disk.convert.Output;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what it is given into pieces of one size, compresses several of them at a time, and writes
 * them in order. Pieces of zeros are compressed once.
 */
final class PieceOutput implements Output {
  private static final int MOST_THREADS = 4;

  private final Output output;
  private final Squeeze squeeze;
  private final int inFlight = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
  private final Queue<FutureTask<Piece>> waiting = new ArrayDeque<>();
  private final CrcSum crc = new CrcSum();
  private byte[] gathered;
  private int count;
  private long position;
  private @Nullable FutureTask<Piece> zeros;

  private record Piece(byte[] bytes, int crc, int length) {}

  PieceOutput(Output output, Squeeze squeeze) {
    this.output = output;
    this.squeeze = squeeze;
    this.gathered = new byte[squeeze.pieceSize()];
  }

  /** How many bytes it was given. */
  @Override
  public long position() {
    return position;
  }

  /** The CRC-32 of all, once it is finished. */
  int crc() {
    return crc.value();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int at = 0; at < length; ) {
      int step = Math.min(length - at, gathered.length - count);
      System.arraycopy(bytes, offset + at, gathered, count, step);
      at += step;
      took(step);
    }
  }

  @Override
  public void skip(long zeroBytes) throws IOException {
    if (zeroBytes < 0) {
      throw new IllegalArgumentException("cannot go back by " + -zeroBytes);
    }
    for (long left = zeroBytes; left > 0; ) {
      if (count == 0 && left >= gathered.length) {
        give(zeros());
        position += gathered.length;
        left -= gathered.length;
      } else {
        int step = (int) Math.min(left, gathered.length - count);
        Arrays.fill(gathered, count, count + step, (byte) 0);
        left -= step;
        took(step);
      }
    }
  }

  private void took(int bytes) throws IOException {
    count += bytes;
    position += bytes;
    if (count == gathered.length) {
      give(start(gathered));
      gathered = new byte[squeeze.pieceSize()];
      count = 0;
    }
  }

  private FutureTask<Piece> zeros() {
    if (zeros == null) {
      zeros = start(new byte[squeeze.pieceSize()]);
    }
    return zeros;
  }

  private FutureTask<Piece> start(byte[] bytes) {
    FutureTask<Piece> task =
        new FutureTask<>(() -> {
          CRC32 sum = new CRC32();
          sum.update(bytes);
          return new Piece(squeeze.work().compress(bytes), (int) sum.getValue(), bytes.length);
        });
    Thread.ofVirtual().start(task);
    return task;
  }

  private void give(FutureTask<Piece> task) throws IOException {
    waiting.add(task);
    if (waiting.size() > inFlight) {
      writeFirst();
    }
  }

  private void writeFirst() throws IOException {
    try {
      Piece piece = waiting.remove().get();
      output.write(piece.bytes);
      crc.add(piece.crc, piece.length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("compressing was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      throw new IOException("compressing failed: " + e.getCause(), e);
    }
  }

  /** Writes what is left; an empty file is one empty piece. */
  void finish() throws IOException {
    if (count > 0 || position == 0) {
      give(start(Arrays.copyOf(gathered, count)));
    }
    while (!waiting.isEmpty()) {
      writeFirst();
    }
  }

  @Override
  public void patch(long place, byte[] bytes) {
    throw new IllegalStateException("what is compressed is not written again");
  }
}
