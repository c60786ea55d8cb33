package dev.slipway.disk.convert;

import dev.slipway.disk.Zeros;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file that an encoder writes, and its digests, which are made on the way. Small writes are
 * gathered. Blocks of zeros (4 KiB, as file systems allocate) become holes.
 */
public final class OutputFile implements Output {
  private static final int GATHERED = 1 << 20;
  private static final int BLOCK = 4096;

  private final FileChannel channel;
  private final boolean sparse;
  private final Digests digests;
  private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED);
  private long gatheredAt;

  /** Whether bytes don't come in order, so that digests are made at the end. */
  private final boolean patches;

  OutputFile(FileChannel channel, boolean sparse, boolean patches, Digests digests) {
    this.patches = patches;
    this.channel = channel;
    this.sparse = sparse;
    this.digests = digests;
  }

  /** A file of which nobody wants digests, empty so far. */
  public static OutputFile of(FileChannel channel) {
    return new OutputFile(channel, true, true, Digests.none());
  }

  @Override
  public long position() {
    return gatheredAt + gathered.position();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (!patches) {
      digests.update(bytes, offset, length);
    }
    int at = offset;
    while (at < offset + length) {
      int count = Math.min(offset + length - at, gathered.remaining());
      gathered.put(bytes, at, count);
      at += count;
      if (!gathered.hasRemaining()) {
        flush();
      }
    }
  }

  @Override
  public void skip(long count) throws IOException {
    if (count < 0) {
      throw new IllegalArgumentException("cannot go back by " + -count);
    }
    if (!patches) {
      digests.zeros(count);
    }
    if (count <= Math.min(BLOCK, gathered.remaining())) {
      gathered.put(new byte[(int) count]);
      return;
    }
    long next = position() + count;
    flush();
    if (!sparse) {
      writeZeros(next);
    }
    begin(next);
  }

  @Override
  public void patch(long position, byte[] bytes) throws IOException {
    if (!patches || position < 0 || position + bytes.length > position()) {
      throw new IllegalArgumentException("cannot go back to " + position);
    }
    flush();
    writeFully(position, ByteBuffer.wrap(bytes));
  }

  /** Writes what was gathered, and gives the file its size. */
  public void finish() throws IOException {
    long end = position();
    flush();
    if (channel.size() < end) {
      writeFully(end - 1, ByteBuffer.allocate(1));
    }
    if (patches) {
      digests.restart(channel);
    }
  }

  private void flush() throws IOException {
    gathered.flip();
    int length = gathered.limit();
    if (sparse) {
      writeData(length);
    } else {
      writeFully(gatheredAt, gathered);
    }
    begin(gatheredAt + length);
  }

  /**
   * Pieces end where the file's position is a multiple of their size, so that blocks stay whole.
   */
  private void begin(long position) {
    gatheredAt = position;
    gathered.clear().limit((int) (GATHERED - position % GATHERED));
  }

  /** Writes all blocks but those of zeros. */
  private void writeData(int length) throws IOException {
    int run = 0;
    for (int at = 0; at < length; ) {
      int next = (int) Math.min(length, at + BLOCK - (gatheredAt + at) % BLOCK);
      if (Zeros.are(gathered, at, next - at)) {
        write(run, at);
        run = next;
      }
      at = next;
    }
    write(run, length);
  }

  private void write(int from, int to) throws IOException {
    if (to > from) {
      writeFully(gatheredAt + from, gathered.slice(from, to - from));
    }
  }

  private void writeZeros(long to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(GATHERED);
    for (long at = gatheredAt; at < to; at += GATHERED) {
      writeFully(at, zeros.clear().limit((int) Math.min(GATHERED, to - at)));
    }
  }

  private void writeFully(long position, ByteBuffer data) throws IOException {
    long at = position;
    while (data.hasRemaining()) {
      at += channel.write(data, at);
    }
  }
}
