package dev.slipway.disk.deflate;

/**
 * Compresses one block after the other, each on its own. What comes out depends on the input and
 * the level only. One thread uses it at a time; it has about 700 KiB of tables.
 */
public final class Deflate {
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
   * Compresses a part of an array into a whole stream of RFC 1951, without a header or a checksum.
   *
   * @param most how many bytes the stream may have
   * @return how many bytes it has; 0 where they would be more, and the output is as it was
   */
  public int compress(byte[] input, int from, int count, byte[] output, int at, int most) {
    if (scratch.length < most + BitWriter.SLACK) {
      scratch = new byte[most + BitWriter.SLACK];
    }
    BitWriter bits = new BitWriter(scratch);
    matcher.start(input, from, from + count);
    boolean last;
    do {
      tokens.clear();
      matcher.fill(tokens);
      last = matcher.atEnd();
      blocks.prepare(tokens);
      if (bits.bits() + blocks.cost() > 8L * most) {
        return 0;
      }
      blocks.write(tokens, last, bits);
    } while (!last);
    int length = bits.finish();
    System.arraycopy(scratch, 0, output, at, length);
    return length;
  }
}
