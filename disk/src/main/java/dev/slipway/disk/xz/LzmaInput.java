package dev.slipway.disk.xz;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/** Decompresses by liblzma. One thread uses it; memory is given back when it is closed. */
final class LzmaInput extends InputStream {
  /** Where struct lzma_stream (lzma/base.h) has its fields, and its size. */
  private static final long NEXT_IN = 0;

  private static final long AVAIL_IN = 8;
  private static final long NEXT_OUT = 24;
  private static final long AVAIL_OUT = 32;
  private static final long STREAM_BYTES = 136;

  private static final int CONCATENATED = 8;
  private static final int RUN = 0;
  private static final int FINISH = 3;
  private static final int OK = 0;
  private static final int STREAM_END = 1;

  private static final int IN_BYTES = 1 << 16;
  private static final int OUT_BYTES = 1 << 17;

  private final Liblzma library = Liblzma.get();
  private final InputStream in;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment stream = arena.allocate(STREAM_BYTES, Long.BYTES);
  private final MemorySegment input = arena.allocate(IN_BYTES);
  private final MemorySegment output = arena.allocate(OUT_BYTES);
  private final byte[] buffer = new byte[IN_BYTES];

  /** Of the output, what is there and what of it was handed out. */
  private int decoded;

  private int taken;

  /** What the library said when it could not go on; it says less when it is asked again. */
  private int failure = OK;

  private boolean inputEnded;
  private boolean ended;
  private boolean closed;

  /**
   * Starts.
   *
   * @param mostMemory bytes that decoding may take
   */
  LzmaInput(InputStream in, long mostMemory) throws IOException {
    this.in = in;
    int result = library.start(stream, mostMemory, CONCATENATED);
    if (result != OK) {
      arena.close();
      throw fault(result);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    while (taken == decoded) {
      if (failure != OK) {
        throw fault(failure);
      }
      if (ended) {
        return -1;
      }
      decode();
    }
    int count = Math.min(length, decoded - taken);
    MemorySegment.copy(output, ValueLayout.JAVA_BYTE, taken, bytes, offset, count);
    taken += count;
    return count;
  }

  private void decode() throws IOException {
    if (stream.get(ValueLayout.JAVA_LONG, AVAIL_IN) == 0 && !inputEnded) {
      int count = in.read(buffer, 0, IN_BYTES);
      inputEnded = count < 0;
      MemorySegment.copy(buffer, 0, input, ValueLayout.JAVA_BYTE, 0, Math.max(0, count));
      stream.set(ValueLayout.ADDRESS, NEXT_IN, input);
      stream.set(ValueLayout.JAVA_LONG, AVAIL_IN, Math.max(0, count));
    }
    stream.set(ValueLayout.ADDRESS, NEXT_OUT, output);
    stream.set(ValueLayout.JAVA_LONG, AVAIL_OUT, OUT_BYTES);
    int result = library.code(stream, inputEnded ? FINISH : RUN);
    taken = 0;
    decoded = (int) (OUT_BYTES - stream.get(ValueLayout.JAVA_LONG, AVAIL_OUT));
    if (result == STREAM_END) {
      ended = true;
    } else if (result != OK) {
      failure = result;
    }
  }

  /** What went wrong, for people (enum lzma_ret). */
  private static IOException fault(int result) {
    return switch (result) {
      case 5 -> new IOException("there is not enough memory to read the .xz data");
      case 6 -> new IOException("the .xz data want more memory than is allowed here");
      case 7 -> new IOException("these are no .xz data");
      case 8 -> new IOException("the .xz data are made in a way that is not known here");
      case 10 -> new EOFException("the .xz data end too early");
      default -> new IOException("the .xz data are damaged");
    };
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      library.end(stream);
      arena.close();
      in.close();
    }
  }
}
