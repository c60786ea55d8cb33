package dev.slipway.disk.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds what was there before. Places with the same four bytes are chained, newest first; of those
 * with the same three bytes only the newest is known, as a far match of three saves nothing.
 *
 * <p>Places are kept as numbers that go on from one input to the next, so that what an earlier
 * input left in the tables is recognised as too old, and the tables need no clearing.
 */
final class Matcher {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int WINDOW = 32768;
  private static final int LONGEST = 258;
  private static final int FAR_FOR_THREE = 4096;
  private static final int HASH_BITS = 15;
  private static final int SHORT_HASH_BITS = 14;

  /** Numbers start anew before they overflow. */
  private static final int MOST_NUMBERED = 1 << 30;

  private final Effort effort;
  private final int[] newest = new int[1 << HASH_BITS];
  private final int[] newestShort = new int[1 << SHORT_HASH_BITS];
  private final int[] earlier = new int[WINDOW];

  private byte[] input = new byte[0];
  private int position;
  private int end;

  /** What is added to a place in the input to number it, more than a window above all before. */
  private int base;

  /** The match at the position where it was found already, else -1. */
  private int ahead;

  Matcher(Effort effort) {
    this.effort = effort;
  }

  /** Starts with a part of an array. */
  void start(byte[] bytes, int from, int to) {
    int next = base + end + WINDOW + 1;
    if (next > MOST_NUMBERED) {
      Arrays.fill(newest, 0);
      Arrays.fill(newestShort, 0);
      next = WINDOW + 1;
    }
    input = bytes;
    position = from;
    end = to;
    base = next - from;
    ahead = -1;
  }

  boolean atEnd() {
    return position == end;
  }

  /** Goes on until the tokens are full or the input ends. */
  void fill(Tokens tokens) {
    int at = position;
    int match = ahead;
    while (at < end && !tokens.full()) {
      if (match < 0) {
        match = find(at, 2, effort.depth());
      }
      int length = match >>> 16;
      if (length < 3) {
        tokens.literal(input[at++]);
        match = -1;
      } else if (effort.lazy() && length < effort.enough() && at + 1 < end) {
        int next = find(at + 1, length, length >= 16 ? effort.depth() / 4 : effort.depth() / 2);
        if (next >>> 16 > length) {
          tokens.literal(input[at++]);
          match = next;
          continue;
        }
        tokens.match(match);
        insert(at + 2, at + length);
        at += length;
        match = -1;
      } else {
        tokens.match(match);
        insert(at + 1, at + length);
        at += length;
        match = -1;
      }
    }
    position = at;
    ahead = match;
  }

  /** Adds places within a match; those with the same three bytes are not worth the time here. */
  private void insert(int from, int to) {
    byte[] bytes = input;
    int last = Math.min(to, end - 3);
    for (int i = from; i < last; i++) {
      int four = (int) INT.get(bytes, i);
      int hash = hash(four);
      int number = i + base;
      earlier[number & (WINDOW - 1)] = newest[hash];
      newest[hash] = number;
    }
  }

  private static int hash(int four) {
    return (four * 0x9E3779B1) >>> (32 - HASH_BITS);
  }

  private static int shortHash(int four) {
    return ((four << 8) * 0x9E3779B1) >>> (32 - SHORT_HASH_BITS);
  }

  /**
   * Finds the longest match at a place, and adds the place to the tables.
   *
   * @return its length in the upper half, its distance less one below; 0 where none is longer
   */
  private int find(int at, int longerThan, int depth) {
    if (at > end - 4) {
      return 0;
    }
    byte[] bytes = input;
    int four = (int) INT.get(bytes, at);
    int hash = hash(four);
    int shortHash = shortHash(four);
    int number = at + base;
    int place = newest[hash];
    int three = newestShort[shortHash];
    newest[hash] = number;
    newestShort[shortHash] = number;
    earlier[number & (WINDOW - 1)] = place;
    int best = longerThan;
    int distance = 0;
    if (best < 3 && number - three <= FAR_FOR_THREE) {
      int there = (int) INT.get(bytes, three - base);
      if ((there ^ four) << 8 == 0) {
        best = 3;
        distance = number - three;
      }
    }
    int oldest = number - WINDOW + 1;
    int most = Math.min(LONGEST, end - at);
    int enough = Math.min(most, effort.enough());
    for (int left = depth; place >= oldest && left > 0 && best < most; left--) {
      int from = place - base;
      // Whether the match would be longer shows in its last bytes.
      int tail = Math.max(0, best - 3);
      if ((int) INT.get(bytes, from + tail) == (int) INT.get(bytes, at + tail)
          && (int) INT.get(bytes, from) == four) {
        int length = 4 + same(bytes, from + 4, at + 4, most - 4);
        if (length > best) {
          best = length;
          distance = number - place;
          if (length >= enough) {
            break;
          }
        }
      }
      place = earlier[place & (WINDOW - 1)];
    }
    return distance == 0 ? 0 : best << 16 | (distance - 1);
  }

  private static int same(byte[] bytes, int one, int other, int most) {
    int length = 0;
    while (length <= most - Long.BYTES) {
      long difference =
          (long) LONG.get(bytes, one + length) ^ (long) LONG.get(bytes, other + length);
      if (difference != 0) {
        return length + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
      length += Long.BYTES;
    }
    while (length < most && bytes[one + length] == bytes[other + length]) {
      length++;
    }
    return length;
  }
}
