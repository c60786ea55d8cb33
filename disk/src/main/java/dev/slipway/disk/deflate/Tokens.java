package dev.slipway.disk.deflate;

import java.util.Arrays;

/** Literals and matches of one block, and how often each symbol occurs. */
final class Tokens {
  /** With more of them, one code for all fits worse than two codes cost. */
  static final int MOST = 16384;

  static final int END_OF_BLOCK = 256;
  static final int LITERALS = 286;
  static final int DISTANCES = 30;

  /** A literal's byte, or a match: its length in the upper half, its distance less one below. */
  final int[] values = new int[MOST];

  final int[] literalUses = new int[LITERALS];
  final int[] distanceUses = new int[DISTANCES];
  int count;

  void clear() {
    count = 0;
    Arrays.fill(literalUses, 0);
    Arrays.fill(distanceUses, 0);
    literalUses[END_OF_BLOCK] = 1;
  }

  boolean full() {
    return count == MOST;
  }

  void literal(byte value) {
    int symbol = value & 0xff;
    values[count++] = symbol;
    literalUses[symbol]++;
  }

  /** Adds a match as it is kept. */
  void match(int token) {
    values[count++] = token;
    literalUses[Symbols.ofLength(token >>> 16)]++;
    distanceUses[Symbols.ofDistance(token & 0xffff)]++;
  }
}
