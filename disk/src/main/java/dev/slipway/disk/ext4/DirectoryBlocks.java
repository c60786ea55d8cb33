package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory's blocks: one block of names where they fit in it, otherwise leaves with the names in
 * the order of their hashes, under an index ({@link HashIndex}).
 */
final class DirectoryBlocks {
  /** Bytes for names in a block; the rest is the checksum's entry. */
  static final int ROOM = Format.BLOCK - 12;

  private final List<byte[]> names = new ArrayList<>();
  private final List<Inode> targets = new ArrayList<>();
  private @Nullable HashIndex index;
  private int bytes = entrySize(1) + entrySize(2);
  private int least = 1;

  void add(byte[] name, Inode target) {
    names.add(name);
    targets.add(target);
    bytes += entrySize(name.length);
  }

  /** Has the directory take more blocks than its names need. */
  void setLeast(int blocks) {
    least = blocks;
  }

  /** Puts the names in order; afterwards {@link #count} is known. */
  void arrange(HalfMd4 hash, String path) throws DiskException {
    if (bytes > ROOM) {
      index = new HashIndex(names, hash, path);
    }
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  boolean isIndexed() {
    return index != null;
  }

  /** How many blocks there are. */
  int count() {
    return index == null ? least : index.blocks();
  }

  /** Writes one of the blocks, with its checksum, into one of zeros. */
  void encode(int number, Inode self, Block block, Checksum checksum) {
    ByteBuffer out = block.words;
    if (index != null && number < index.firstLeaf()) {
      int end = 0;
      if (number == 0) {
        entry(out, 0, entrySize(1), self.number, new byte[] {'.'}, 2);
        entry(out, 12, Format.BLOCK - 12, self.parentNumber(), new byte[] {'.', '.'}, 2);
        end = 24;
      }
      index.encode(number, end, block, checksum.ofInode(self.number));
      return;
    }
    if (index != null) {
      leaf(out, index.order(number), 0);
    } else if (number == 0) {
      entry(out, 0, 12, self.number, new byte[] {'.'}, 2);
      entry(
          out, 12, names.isEmpty() ? ROOM - 12 : 12, self.parentNumber(), new byte[] {'.', '.'}, 2);
      leaf(out, all(), 24);
    } else {
      entry(out, 0, ROOM, 0, new byte[0], 0);
    }
    out.putShort(ROOM + 4, (short) 12);
    out.put(ROOM + 7, (byte) 0xDE);
    int sum = checksum.ofInode(self.number).add(block.bytes, 0, ROOM).value();
    out.putInt(ROOM + 8, sum);
  }

  private int[] all() {
    int[] order = new int[names.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    return order;
  }

  private void leaf(ByteBuffer out, int[] order, int from) {
    int at = from;
    for (int i = 0; i < order.length; i++) {
      byte[] name = names.get(order[i]);
      Inode target = targets.get(order[i]);
      int size = i == order.length - 1 ? ROOM - at : entrySize(name.length);
      entry(out, at, size, target.number, name, type(target.mode));
      at += size;
    }
  }

  private static void entry(ByteBuffer out, int at, int size, int inode, byte[] name, int type) {
    out.putInt(at, inode);
    out.putShort(at + 4, (short) size);
    out.put(at + 6, (byte) name.length);
    out.put(at + 7, (byte) type);
    out.put(at + 8, name);
  }

  /** Bytes that a name takes. */
  static int entrySize(int nameLength) {
    return 8 + ((nameLength + 3) & ~3);
  }

  private static int type(int mode) {
    return switch (mode & Format.TYPE_MASK) {
      case Format.TYPE_REGULAR -> 1;
      case Format.TYPE_DIRECTORY -> 2;
      case Format.TYPE_CHARACTER -> 3;
      case Format.TYPE_BLOCK -> 4;
      case Format.TYPE_FIFO -> 5;
      case Format.TYPE_SOCKET -> 6;
      default -> 7;
    };
  }
}
