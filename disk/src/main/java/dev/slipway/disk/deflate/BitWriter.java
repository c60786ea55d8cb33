package dev.slipway.disk.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Puts bits behind each other, the lowest first (RFC 1951, section 3.1.1). */
final class BitWriter {
  /** How many bytes the array must have beyond the last that is written. */
  static final int SLACK = 16;

  /** In a table of what is written for something, the count of bits stands above the bits. */
  static final int COUNT_SHIFT = 24;

  private static final int BITS_MASK = (1 << COUNT_SHIFT) - 1;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] output;
  private int position;
  private long pending;
  private int count;

  BitWriter(byte[] output) {
    this.output = output;
  }

  /**
   * Adds bits.
   *
   * @param bits no more than the count of them set
   */
  void put(long bits, int length) {
    pending |= bits << count;
    count += length;
    LONG.set(output, position, pending);
    position += count >>> 3;
    pending >>>= count & -8;
    count &= 7;
  }

  /**
   * Adds tokens. This is where most of the time of writing goes, so that it works on local
   * variables.
   *
   * @param lengthBits what is written for each literal, and from 256 on for each length
   * @param distanceBits what is written for each distance symbol
   */
  void put(int[] tokens, int tokenCount, int[] lengthBits, int[] distanceBits) {
    byte[] bytes = output;
    int at = position;
    long bits = pending;
    int used = count;
    for (int i = 0; i < tokenCount; i++) {
      int token = tokens[i];
      int first = lengthBits[token < 256 ? token : 256 + (token >>> 16)];
      bits |= (long) (first & BITS_MASK) << used;
      used += first >>> COUNT_SHIFT;
      if (token >= 256) {
        int lessOne = token & 0xffff;
        int symbol = Symbols.ofDistance(lessOne);
        int second = distanceBits[symbol];
        bits |= (long) (second & BITS_MASK) << used;
        used += second >>> COUNT_SHIFT;
        bits |= (long) (lessOne - Symbols.DISTANCE_START[symbol]) << used;
        used += Symbols.DISTANCE_EXTRA[symbol];
      }
      LONG.set(bytes, at, bits);
      at += used >>> 3;
      bits >>>= used & -8;
      used &= 7;
    }
    position = at;
    pending = bits;
    count = used;
  }

  /** How many bits there are. */
  long bits() {
    return 8L * position + count;
  }

  /** Fills the last byte with zeros; gives how many bytes there are. */
  int finish() {
    return position + (count > 0 ? 1 : 0);
  }
}
