package dev.slipway.disk.deflate;

/** Which symbols stand for lengths and distances (RFC 1951, section 3.2.5). */
final class Symbols {
  /** For length symbols 257 to 285: the first length of each, and its extra bits. */
  static final int[] LENGTH_START = new int[29];

  static final int[] LENGTH_EXTRA = new int[29];

  /** For distance symbols: the first distance of each less one, and its extra bits. */
  static final int[] DISTANCE_START = new int[30];

  static final int[] DISTANCE_EXTRA = new int[30];

  private static final byte[] LENGTH_SYMBOL = new byte[259];

  /** For distances up to 256 by the distance less one; beyond, by its upper bits. */
  private static final byte[] DISTANCE_SYMBOL = new byte[512];

  private Symbols() {}

  static {
    int length = 3;
    for (int i = 0; i < 28; i++) {
      LENGTH_START[i] = length;
      LENGTH_EXTRA[i] = Math.max(0, i / 4 - 1);
      length += 1 << LENGTH_EXTRA[i];
    }
    LENGTH_START[28] = 258;
    for (int i = 0; i < 29; i++) {
      int end = Math.min(259, LENGTH_START[i] + (1 << LENGTH_EXTRA[i]));
      for (int j = LENGTH_START[i]; j < end; j++) {
        LENGTH_SYMBOL[j] = (byte) i;
      }
    }
    int distance = 0;
    for (int i = 0; i < 30; i++) {
      DISTANCE_START[i] = distance;
      DISTANCE_EXTRA[i] = Math.max(0, i / 2 - 1);
      int end = distance + (1 << DISTANCE_EXTRA[i]);
      for (int j = distance; j < Math.min(end, 256); j++) {
        DISTANCE_SYMBOL[j] = (byte) i;
      }
      for (int j = Math.max(distance, 256); j < end; j += 128) {
        DISTANCE_SYMBOL[256 + (j >>> 7)] = (byte) i;
      }
      distance = end;
    }
  }

  /** The literal and length symbol of a length from 3 to 258. */
  static int ofLength(int length) {
    return 257 + LENGTH_SYMBOL[length];
  }

  /** The distance symbol of a distance less one. */
  static int ofDistance(int lessOne) {
    return DISTANCE_SYMBOL[lessOne < 256 ? lessOne : 256 + (lessOne >>> 7)];
  }
}
