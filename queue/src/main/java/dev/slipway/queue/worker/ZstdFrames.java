package dev.slipway.queue.worker;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file as Zstandard (RFC 8878), a frame for each mebibyte, compressed while it is read: most of a
 * disk is zeros, and these cost nothing on the way. Whoever unpacks it needs no more memory than a
 * frame has.
 */
final class ZstdFrames extends InputStream {
  private static final int PIECE = 1 << 20;

  /** The fastest of those that compress well enough for a network. */
  private static final int LEVEL = 1;

  private static final byte[] ZEROS = new byte[PIECE];

  private final InputStream file;
  private final byte[] piece = new byte[PIECE];
  private final byte[] hole = Zstd.compress(ZEROS, LEVEL);
  private byte[] frame = new byte[0];
  private int given;

  ZstdFrames(Path path) throws IOException {
    this.file = Files.newInputStream(path);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (given == frame.length) {
      int n = file.readNBytes(piece, 0, PIECE);
      if (n == 0) {
        return -1;
      }
      frame = frame(n);
      given = 0;
    }
    int part = Math.min(length, frame.length - given);
    System.arraycopy(frame, given, bytes, offset, part);
    given += part;
    return part;
  }

  private byte[] frame(int length) {
    if (length < PIECE) {
      return Zstd.compress(Arrays.copyOf(piece, length), LEVEL);
    }
    return Arrays.equals(piece, ZEROS) ? hole : Zstd.compress(piece, LEVEL);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
