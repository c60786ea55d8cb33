package dev.slipway.disk.deflate;

import org.jspecify.annotations.Nullable;

/**
 * Compresses one block after the other, each on its own. What comes out depends on the input and
 * the level only. One thread uses it at a time; it has about 700 KiB of tables.
 */
public final class Deflate {
  /** What an empty stored block takes at the most (RFC 1951, section 3.2.4). */
  private static final int SYNC_BYTES = 5;

  private static final int MOST_STORED = 65535;

  private final Matcher matcher;
  private final Tokens tokens = new Tokens();
  private final BlockWriter blocks = new BlockWriter();
  private byte[] scratch = new byte[0];

  /**
   * With a level.
   *
   * @param level 1 (fastest) to 9 (smallest)
   */
  public Deflate(int level) {
    if (level < 1 || level > 9) {
      throw new IllegalArgumentException("level " + level + " is not 1 to 9");
    }
    this.matcher = new Matcher(Effort.LEVELS.get(level - 1));
  }

  /**
   * Compresses a part of an array into blocks of which none is the last, and which end with a whole
   * byte, so that others can follow. What does not get smaller is stored.
   *
   * @param output has room for the input and 5 bytes more for each 65535 of it that were begun
   * @return how many bytes there are
   */
  public int compressPart(byte[] input, int from, int count, byte[] output, int at) {
    BitWriter bits = write(input, from, count, Math.max(0, count - SYNC_BYTES));
    if (bits == null) {
      return store(input, from, count, output, at);
    }
    // An empty stored block fills the byte.
    bits.put(0, 3);
    int length = bits.finish();
    System.arraycopy(scratch, 0, output, at, length);
    output[at + length] = 0;
    output[at + length + 1] = 0;
    output[at + length + 2] = (byte) 0xff;
    output[at + length + 3] = (byte) 0xff;
    return length + 4;
  }

  /** Writes the input's blocks; null where they take more bytes than they may. */
  private @Nullable BitWriter write(byte[] input, int from, int count, int most) {
    if (scratch.length < most + BitWriter.SLACK) {
      scratch = new byte[most + BitWriter.SLACK];
    }
    BitWriter bits = new BitWriter(scratch);
    matcher.start(input, from, from + count);
    do {
      tokens.clear();
      matcher.fill(tokens);
      blocks.prepare(tokens);
      if (bits.bits() + blocks.cost() > 8L * most) {
        return null;
      }
      blocks.write(tokens, bits);
    } while (!matcher.atEnd());
    return bits;
  }

  /** Stores bytes as they are. */
  static int store(byte[] input, int from, int count, byte[] output, int at) {
    int to = at;
    for (int done = 0; done < count; done += MOST_STORED) {
      int length = Math.min(MOST_STORED, count - done);
      output[to] = 0;
      output[to + 1] = (byte) length;
      output[to + 2] = (byte) (length >>> 8);
      output[to + 3] = (byte) ~length;
      output[to + 4] = (byte) (~length >>> 8);
      System.arraycopy(input, from + done, output, to + 5, length);
      to += length + 5;
    }
    return to - at;
  }
}
