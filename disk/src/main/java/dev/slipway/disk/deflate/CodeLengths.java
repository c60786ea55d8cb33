package dev.slipway.disk.deflate;

import java.util.Arrays;

/** Writes a block's codes: the lengths of them, with a code of their own. */
final class CodeLengths {
  private static final int SYMBOLS = 19;
  private static final int REPEAT = 16;
  private static final int ZEROS = 17;
  private static final int MANY_ZEROS = 18;
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final HuffmanCode code = new HuffmanCode(SYMBOLS, 7);
  private final int[] uses = new int[SYMBOLS];

  /** Lengths one behind the other, and what they are as symbols with extra bits above. */
  private final byte[] lengths = new byte[Tokens.LITERALS + Tokens.DISTANCES];

  private final int[] items = new int[lengths.length];
  private int itemCount;
  private int literalCount;
  private int distanceCount;
  private int orderCount;

  /** Makes the code for two codes' lengths. */
  void prepare(HuffmanCode literals, HuffmanCode distances) {
    literalCount = used(literals, 257);
    distanceCount = used(distances, 1);
    System.arraycopy(literals.lengths, 0, lengths, 0, literalCount);
    System.arraycopy(distances.lengths, 0, lengths, literalCount, distanceCount);
    Arrays.fill(uses, 0);
    itemCount = 0;
    shorten(literalCount + distanceCount);
    code.build(uses);
    orderCount = SYMBOLS;
    while (orderCount > 4 && code.lengths[ORDER[orderCount - 1]] == 0) {
      orderCount--;
    }
  }

  private static int used(HuffmanCode code, int least) {
    int count = code.symbols;
    while (count > least && code.lengths[count - 1] == 0) {
      count--;
    }
    return count;
  }

  private void shorten(int count) {
    int at = 0;
    while (at < count) {
      int run = 1;
      while (at + run < count && lengths[at + run] == lengths[at]) {
        run++;
      }
      if (lengths[at] == 0) {
        zeros(run);
      } else {
        repeat(lengths[at], run);
      }
      at += run;
    }
  }

  private void zeros(int run) {
    int left = run;
    while (left >= 11) {
      int some = Math.min(left, 138);
      add(MANY_ZEROS, some - 11);
      left -= some;
    }
    if (left >= 3) {
      add(ZEROS, left - 3);
      left = 0;
    }
    single(0, left);
  }

  private void repeat(int length, int run) {
    single(length, 1);
    int left = run - 1;
    while (left >= 3) {
      int some = Math.min(left, 6);
      add(REPEAT, some - 3);
      left -= some;
    }
    single(length, left);
  }

  private void single(int length, int times) {
    for (int i = 0; i < times; i++) {
      add(length, 0);
    }
  }

  private void add(int symbol, int extra) {
    uses[symbol]++;
    items[itemCount++] = symbol | extra << 8;
  }

  private static int extraBits(int symbol) {
    return switch (symbol) {
      case REPEAT -> 2;
      case ZEROS -> 3;
      case MANY_ZEROS -> 7;
      default -> 0;
    };
  }

  /** How many bits all this takes. */
  long cost() {
    long bits = 14 + 3L * orderCount + code.cost(uses);
    for (int symbol = REPEAT; symbol < SYMBOLS; symbol++) {
      bits += (long) uses[symbol] * extraBits(symbol);
    }
    return bits;
  }

  void write(BitWriter bits) {
    bits.put(literalCount - 257, 5);
    bits.put(distanceCount - 1, 5);
    bits.put(orderCount - 4, 4);
    for (int i = 0; i < orderCount; i++) {
      bits.put(code.lengths[ORDER[i]], 3);
    }
    for (int i = 0; i < itemCount; i++) {
      int symbol = items[i] & 0xff;
      bits.put(code.codes[symbol], code.lengths[symbol]);
      bits.put(items[i] >>> 8, extraBits(symbol));
    }
  }
}
