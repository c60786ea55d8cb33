package dev.slipway.disk.deflate;

import java.util.Arrays;

/** A prefix code of bounded length for symbols that occur so often (RFC 1951, section 3.2.2). */
final class HuffmanCode {
  final int symbols;
  final byte[] lengths;

  /** The codes' bits, reversed, as they are written. */
  final int[] codes;

  private final int longest;
  private final long[] sorted;
  private final int[] weights;
  private final int[] perLength;

  HuffmanCode(int symbols, int longest) {
    this.symbols = symbols;
    this.longest = longest;
    this.lengths = new byte[symbols];
    this.codes = new int[symbols];
    this.sorted = new long[symbols];
    this.weights = new int[symbols];
    this.perLength = new int[Math.max(symbols, longest) + 2];
  }

  /** Makes the code. Two symbols at least get one, as some decoders want a complete code. */
  void build(int[] uses) {
    Arrays.fill(lengths, (byte) 0);
    int used = sort(uses);
    if (used < 2) {
      int only = used == 0 ? 0 : (int) (sorted[0] & 0xffff);
      lengths[only] = 1;
      lengths[only == 0 ? 1 : 0] = 1;
      Arrays.fill(perLength, 0);
      perLength[1] = 2;
    } else {
      depths(used);
      limit(used);
      assign(used);
    }
    number();
  }

  /** How many bits the symbols take, without their extra bits. */
  long cost(int[] uses) {
    long bits = 0;
    for (int i = 0; i < symbols; i++) {
      bits += (long) uses[i] * lengths[i];
    }
    return bits;
  }

  private int sort(int[] uses) {
    int used = 0;
    for (int i = 0; i < symbols; i++) {
      if (uses[i] > 0) {
        sorted[used++] = (long) uses[i] << 16 | i;
      }
    }
    Arrays.sort(sorted, 0, used);
    return used;
  }

  /**
   * Counts the leaves at each depth of a minimal tree, in place: weights of leaves turn into
   * weights of inner nodes, then into parents, then into depths (Moffat and Katajainen, 1995).
   */
  private void depths(int used) {
    int[] tree = weights;
    for (int i = 0; i < used; i++) {
      tree[i] = (int) (sorted[i] >>> 16);
    }
    join(tree, used);
    tree[used - 2] = 0;
    for (int i = used - 3; i >= 0; i--) {
      tree[i] = tree[tree[i]] + 1;
    }
    Arrays.fill(perLength, 0);
    int free = 1;
    int depth = 0;
    int node = used - 2;
    while (free > 0) {
      int inner = 0;
      while (node >= 0 && tree[node] == depth) {
        inner++;
        node--;
      }
      perLength[depth] = free - inner;
      free = 2 * inner;
      depth++;
    }
  }

  private static void join(int[] tree, int used) {
    int leaf = 0;
    int root = 0;
    for (int next = 0; next < used - 1; next++) {
      int sum = 0;
      for (int i = 0; i < 2; i++) {
        if (leaf >= used || (root < next && tree[root] < tree[leaf])) {
          sum += tree[root];
          tree[root++] = next;
        } else {
          sum += tree[leaf++];
        }
      }
      tree[next] = sum;
    }
  }

  /** Shortens what is too long, and lengthens others until the code is complete again. */
  private void limit(int used) {
    for (int length = longest + 1; length < Math.min(used + 1, perLength.length); length++) {
      perLength[longest] += perLength[length];
      perLength[length] = 0;
    }
    long room = 0;
    for (int length = 1; length <= longest; length++) {
      room += (long) perLength[length] << (longest - length);
    }
    while (room > 1L << longest) {
      int length = longest - 1;
      while (perLength[length] == 0) {
        length--;
      }
      perLength[length]--;
      perLength[length + 1] += 2;
      perLength[longest]--;
      room--;
    }
  }

  private void assign(int used) {
    int next = 0;
    for (int length = Math.min(longest, used); length > 0; length--) {
      for (int i = 0; i < perLength[length]; i++) {
        lengths[(int) (sorted[next++] & 0xffff)] = (byte) length;
      }
    }
  }

  private void number() {
    int code = 0;
    int[] next = new int[longest + 1];
    for (int length = 1; length <= longest; length++) {
      code = (code + (length == 1 ? 0 : perLength[length - 1])) << 1;
      next[length] = code;
    }
    for (int i = 0; i < symbols; i++) {
      int length = lengths[i];
      if (length > 0) {
        codes[i] = Integer.reverse(next[length]++) >>> (32 - length);
      }
    }
  }
}
