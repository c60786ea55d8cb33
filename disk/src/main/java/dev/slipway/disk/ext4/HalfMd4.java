package dev.slipway.disk.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The hash that puts the names of a large directory in order: MD4's compression with eight words
 * and three rounds of eight steps, over the name's bytes taken as signed.
 */
final class HalfMd4 {
  private static final int WORDS = 8;
  private static final int SECOND = 0x5A827999;
  private static final int THIRD = 0x6ED9EBA1;

  /** The hash that means "after the last": never a name's. */
  private static final int END = 0xFFFFFFFE;

  private final int[] seed = new int[4];
  private final int[] in = new int[WORDS];
  private int a;
  private int b;
  private int c;
  private int d;

  HalfMd4(UUID uuid) {
    ByteBuffer bytes = ByteBuffer.wrap(Uuids.bytes(uuid)).order(ByteOrder.LITTLE_ENDIAN);
    boolean none = uuid.getMostSignificantBits() == 0 && uuid.getLeastSignificantBits() == 0;
    for (int i = 0; i < 4; i++) {
      seed[i] = bytes.getInt();
    }
    if (none) {
      System.arraycopy(
          new int[] {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476}, 0, seed, 0, seed.length);
    }
  }

  /** A name's hash, to be compared as unsigned; its lowest bit is 0. */
  int of(byte[] name) {
    a = seed[0];
    b = seed[1];
    c = seed[2];
    d = seed[3];
    for (int from = 0; from < name.length; from += WORDS * 4) {
      fill(name, from);
      compress();
    }
    int hash = b & ~1;
    return hash == END ? END - 2 : hash;
  }

  /** Takes up to 32 bytes; what is missing is filled with the length that was left. */
  private void fill(byte[] name, int from) {
    int left = name.length - from;
    int pad = left | left << 8;
    pad |= pad << 16;
    int length = Math.min(left, WORDS * 4);
    for (int word = 0; word < WORDS; word++) {
      int value = pad;
      for (int i = word * 4; i < Math.min(word * 4 + 4, length); i++) {
        value = name[from + i] + (value << 8);
      }
      in[word] = value;
    }
  }

  private void compress() {
    int a0 = a;
    int b0 = b;
    int c0 = c;
    int d0 = d;
    for (int i = 0; i < WORDS; i += 4) {
      a = Integer.rotateLeft(a + choose(b, c, d) + in[i], 3);
      d = Integer.rotateLeft(d + choose(a, b, c) + in[i + 1], 7);
      c = Integer.rotateLeft(c + choose(d, a, b) + in[i + 2], 11);
      b = Integer.rotateLeft(b + choose(c, d, a) + in[i + 3], 19);
    }
    for (int i = 1; i >= 0; i--) {
      a = Integer.rotateLeft(a + majority(b, c, d) + in[i] + SECOND, 3);
      d = Integer.rotateLeft(d + majority(a, b, c) + in[i + 2] + SECOND, 5);
      c = Integer.rotateLeft(c + majority(d, a, b) + in[i + 4] + SECOND, 9);
      b = Integer.rotateLeft(b + majority(c, d, a) + in[i + 6] + SECOND, 13);
    }
    for (int i = 3; i >= 2; i--) {
      int second = i == 3 ? 7 : 5;
      int third = i == 3 ? 2 : 0;
      int fourth = i == 3 ? 6 : 4;
      int first = i == 3 ? 3 : 1;
      a = Integer.rotateLeft(a + (b ^ c ^ d) + in[first] + THIRD, 3);
      d = Integer.rotateLeft(d + (a ^ b ^ c) + in[second] + THIRD, 9);
      c = Integer.rotateLeft(c + (d ^ a ^ b) + in[third] + THIRD, 11);
      b = Integer.rotateLeft(b + (c ^ d ^ a) + in[fourth] + THIRD, 15);
    }
    a += a0;
    b += b0;
    c += c0;
    d += d0;
  }

  private static int choose(int x, int y, int z) {
    return z ^ (x & (y ^ z));
  }

  private static int majority(int x, int y, int z) {
    return (x & y) + ((x ^ y) & z);
  }
}
