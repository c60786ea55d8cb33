package dev.slipway.disk.archive;

import dev.slipway.disk.Extent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a file with holes, as GNU tar wrote them before 1.14 (its manual, "Storing Sparse
 * Files", "Old GNU Format"): four stretches in the header, 21 in each block that follows it.
 */
public final class SparseTar {
  static final int IN_HEADER = 386;
  static final int EXTENDED = 482;
  static final int REAL_SIZE = 483;
  static final int MOST_IN_HEADER = 4;
  static final int MOST_IN_BLOCK = 21;
  static final int ENTRY = 24;
  static final int NUMBER = 12;
  static final int BLOCK_EXTENDED = 504;

  private SparseTar() {}

  /** Takes the headers' blocks. */
  public interface Sink {
    /** Takes one of 512 bytes. */
    void block(byte[] bytes) throws IOException;
  }

  /** Gives stretches one after the other. */
  public interface Stretches {
    /** The next one, or null after the last. */
    @Nullable Extent next() throws IOException;
  }

  /**
   * Makes the headers of a file.
   *
   * @param header with the bytes that are stored as its size
   * @param realSize the file's bytes, holes included
   * @param stretches with data, ascending, each a multiple of 512 bytes long
   */
  public static void write(TarHeader header, long realSize, Stretches stretches, Sink sink)
      throws IOException {
    byte[] block = header.start();
    block[156] = 'S';
    TarFields.putText(block, 257, 8, "ustar  ");
    TarFields.putNumber(block, REAL_SIZE, NUMBER, realSize);
    Entries entries = new Entries(stretches, realSize);
    boolean more = entries.fill(block, IN_HEADER, MOST_IN_HEADER);
    block[EXTENDED] = (byte) (more ? 1 : 0);
    TarFields.putChecksum(block);
    sink.block(block);
    while (more) {
      byte[] extension = new byte[TarHeader.BLOCK];
      more = entries.fill(extension, 0, MOST_IN_BLOCK);
      extension[BLOCK_EXTENDED] = (byte) (more ? 1 : 0);
      sink.block(extension);
    }
  }

  /** The stretches, and one of no bytes at the file's end where that is a hole. */
  private static final class Entries {
    private final Stretches stretches;
    private final long size;
    private @Nullable Extent ahead;
    private long end;
    private boolean ended;

    Entries(Stretches stretches, long size) throws IOException {
      this.stretches = stretches;
      this.size = size;
      this.ahead = stretches.next();
    }

    /** Writes some; gives whether others are left. */
    boolean fill(byte[] block, int from, int most) throws IOException {
      int at = from;
      for (int i = 0; i < most && left(); i++) {
        long offset = ahead == null ? size : ahead.offset();
        long length = ahead == null ? 0 : ahead.length();
        TarFields.putNumber(block, at, NUMBER, offset);
        TarFields.putNumber(block, at + NUMBER, NUMBER, length);
        at += ENTRY;
        end = offset + length;
        ended = ahead == null;
        ahead = ahead == null ? null : stretches.next();
      }
      return left();
    }

    private boolean left() {
      // Without an entry at its end, GNU tar would make a file that ends in a hole too short.
      return ahead != null || !ended && end < size;
    }
  }
}
