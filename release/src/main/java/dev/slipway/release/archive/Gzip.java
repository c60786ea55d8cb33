package dev.slipway.release.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes one member of gzip (RFC 1952) without a name and a time. What does not become smaller, as
 * archives within archives don't, is stored and not deflated, which takes a small part of the time.
 */
final class Gzip extends OutputStream {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int BLOCK = 128 * 1024;

  /** Of bits for each byte, from which on deflating is not worth while. */
  private static final double RANDOM = 7.9;

  private static final int LEVEL = 6;

  /** Not a power of two: tables have fields of such lengths. */
  private static final int STEP = 7;

  private final OutputStream out;
  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 crc = new CRC32();
  private final byte[] block = new byte[BLOCK];
  private final byte[] packed = new byte[BLOCK];
  private int filled;
  private long length;
  private int level = LEVEL;

  Gzip(OutputStream out) throws IOException {
    this.out = out;
    out.write(HEADER);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int done = 0;
    while (done < count) {
      int part = Math.min(count - done, BLOCK - filled);
      System.arraycopy(bytes, offset + done, block, filled, part);
      filled += part;
      done += part;
      if (filled == BLOCK) {
        pack();
      }
    }
  }

  private void pack() throws IOException {
    if (filled == 0) {
      return;
    }
    crc.update(block, 0, filled);
    length += filled;
    int wanted = bits(block, filled) > RANDOM ? Deflater.NO_COMPRESSION : LEVEL;
    if (wanted != level) {
      // A new level counts from the next call on, and for what that call brings it is too late.
      deflater.setLevel(wanted);
      drain(Deflater.SYNC_FLUSH);
      level = wanted;
    }
    deflater.setInput(block, 0, filled);
    drain(Deflater.NO_FLUSH);
    filled = 0;
  }

  private void drain(int flush) throws IOException {
    int count;
    do {
      count = deflater.deflate(packed, 0, packed.length, flush);
      out.write(packed, 0, count);
    } while (count == packed.length || !deflater.needsInput());
  }

  /**
   * How many bits a byte of it carries, by how often each occurs: 8 where it looks random. Of a
   * whole block, every few bytes tell as well as all of them.
   */
  private static double bits(byte[] bytes, int count) {
    int step = count == BLOCK ? STEP : 1;
    int[] times = new int[256];
    for (int i = 0; i < count; i += step) {
      times[bytes[i] & 0xff]++;
    }
    int seen = (count + step - 1) / step;
    double sum = 0;
    for (int n : times) {
      sum += n == 0 ? 0 : n * Math.log(n);
    }
    return (Math.log(seen) - sum / seen) / Math.log(2);
  }

  /** Writes what is left and the sums behind it; the stream below stays open. */
  void finish() throws IOException {
    pack();
    deflater.finish();
    while (!deflater.finished()) {
      out.write(packed, 0, deflater.deflate(packed));
    }
    deflater.end();
    byte[] sums = new byte[2 * Integer.BYTES];
    for (int i = 0; i < Integer.BYTES; i++) {
      sums[i] = (byte) (crc.getValue() >>> 8 * i);
      sums[Integer.BYTES + i] = (byte) (length >>> 8 * i);
    }
    out.write(sums);
  }
}
