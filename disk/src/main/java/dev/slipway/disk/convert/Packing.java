package dev.slipway.disk.convert;

/**
 * How chunks are made smaller, each by itself.
 *
 * @param level how hard to try: 1 to 9 for deflate, 1 to 19 for zstd
 */
public record Packing(Method method, int level) {
  /** The ways there are. */
  public enum Method {
    /**
     * Blocks of RFC 1951 of which none is the last, and which end with a whole byte: those of
     * several chunks can be put behind each other, and {@code 03 00} makes a stream of them.
     */
    DEFLATE,
    /** A frame of Zstandard (RFC 8878). */
    ZSTD
  }

  /** Refuses levels that there are not. */
  public Packing {
    int highest = method == Method.ZSTD ? 19 : 9;
    if (level < 1 || level > highest) {
      throw new IllegalArgumentException("level " + level + " is not 1 to " + highest);
    }
  }
}
