package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The index of a large directory (dir_index): its first block is the root, then come the inner
 * nodes where there are any, then the leaves.
 */
final class HashIndex {
  private static final int ROOT_LIMIT = (Format.BLOCK - 32 - 8) / 8;
  private static final int NODE_LIMIT = (Format.BLOCK - 8 - 8) / 8;
  private static final int HALF_MD4 = 1;

  /** Leaves are filled to four fifths, so that new names do not split them at once. */
  private static final int FILL = DirectoryBlocks.ROOM / 5 * 4;

  /** Half the hash above, the name's place in the lower 32 bits; ascending. */
  private final long[] sorted;

  /** The first of each leaf's names in {@link #sorted}, and the end. */
  private final int[] starts;

  private final int leaves;
  private final int nodes;

  HashIndex(List<byte[]> names, HalfMd4 hash, String path) throws DiskException {
    sorted = new long[names.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = (long) (hash.of(names.get(i)) >>> 1) << 32 | i;
    }
    Arrays.sort(sorted);
    int[] found = new int[sorted.length + 1];
    int count = 0;
    int used = FILL;
    for (int i = 0; i < sorted.length; i++) {
      int size = DirectoryBlocks.entrySize(names.get((int) sorted[i]).length);
      if (used + size > FILL) {
        found[count++] = i;
        used = 0;
      }
      used += size;
    }
    leaves = count;
    found[count] = sorted.length;
    starts = Arrays.copyOf(found, count + 1);
    nodes = leaves <= ROOT_LIMIT ? 0 : (int) Format.ceil(leaves, NODE_LIMIT);
    if (nodes > ROOT_LIMIT) {
      throw new DiskException(
          path + ": " + names.size() + " names are too many for an ext4 directory: divide them");
    }
  }

  int blocks() {
    return 1 + nodes + leaves;
  }

  int firstLeaf() {
    return 1 + nodes;
  }

  /** Which names, in which order, a leaf's block holds. */
  int[] order(int block) {
    int leaf = block - firstLeaf();
    int[] order = new int[starts[leaf + 1] - starts[leaf]];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) sorted[starts[leaf] + i];
    }
    return order;
  }

  /**
   * Writes the root or a node, with its checksum.
   *
   * @param end of the entries for "." and ".." that the root starts with
   * @param checksum started for the directory's inode
   */
  void encode(int number, int end, Block block, Checksum checksum) {
    ByteBuffer out = block.words;
    int at = end;
    if (number == 0) {
      out.put(at + 4, (byte) HALF_MD4);
      out.put(at + 5, (byte) 8);
      out.put(at + 6, (byte) (nodes == 0 ? 0 : 1));
    } else {
      out.putShort(4, (short) Format.BLOCK);
    }
    at += 8;
    int limit = number == 0 ? ROOT_LIMIT : NODE_LIMIT;
    boolean aboveLeaves = number > 0 || nodes == 0;
    int first = number == 0 ? 0 : (number - 1) * NODE_LIMIT;
    int count = number == 0 && nodes > 0 ? nodes : Math.min(limit, leaves - first);
    for (int i = 0; i < count; i++) {
      int leaf = aboveLeaves ? first + i : i * NODE_LIMIT;
      out.putInt(at + 8 * i, hashOf(leaf));
      out.putInt(at + 8 * i + 4, aboveLeaves ? firstLeaf() + leaf : 1 + i);
    }
    out.putShort(at, (short) limit);
    out.putShort(at + 2, (short) count);
    int tail = at + 8 * limit;
    checksum.add(block.bytes, 0, at + 8 * count).add(block.bytes, tail, 8);
    out.putInt(tail + 4, checksum.value());
  }

  /** The hash at which a leaf starts; its lowest bit says that the leaf before ends with it too. */
  private int hashOf(int leaf) {
    int start = starts[leaf];
    long half = sorted[start] >>> 32;
    boolean goesOn = start > 0 && sorted[start - 1] >>> 32 == half;
    return (int) half << 1 | (goesOn ? 1 : 0);
  }
}
