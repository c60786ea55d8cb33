package dev.slipway.disk.wrap;

/**
 * The CRC-32 of bytes whose parts have theirs already: a checksum is a polynomial over two
 * elements, and to put bytes after others multiplies theirs by a power of x.
 */
final class CrcSum {
  /** The generator, the highest power in the lowest bit. */
  private static final int GENERATOR = 0xedb88320;

  private static final int ONE = 1 << 31;

  private int value;
  private int length;
  private int shift = ONE;

  /** Adds a part. */
  void add(int crc, int bytes) {
    if (bytes != length) {
      length = bytes;
      shift = power(8L * bytes);
    }
    value = product(shift, value) ^ crc;
  }

  int value() {
    return value;
  }

  /** A power of x, by squaring. */
  private static int power(long exponent) {
    int result = ONE;
    int square = ONE >>> 1;
    for (long left = exponent; left > 0; left >>>= 1) {
      if ((left & 1) != 0) {
        result = product(result, square);
      }
      square = product(square, square);
    }
    return result;
  }

  private static int product(int one, int other) {
    int sum = 0;
    int shifted = other;
    for (int bit = 31; bit >= 0; bit--) {
      if ((one >>> bit & 1) != 0) {
        sum ^= shifted;
      }
      shifted = (shifted & 1) != 0 ? shifted >>> 1 ^ GENERATOR : shifted >>> 1;
    }
    return sum;
  }
}
