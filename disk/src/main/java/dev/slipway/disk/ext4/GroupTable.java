package dev.slipway.disk.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The groups' descriptors and bitmaps. A group without files has no bitmaps on the volume: its
 * descriptor says so, and that its inode table is zero already.
 */
final class GroupTable {
  private static final int INODES_UNUSED = 1;
  private static final int BLOCKS_UNUSED = 2;
  private static final int TABLE_ZEROED = 4;

  /** All descriptors, in whole blocks. */
  final byte[] descriptors;

  private final Geometry geometry;
  private final long next;
  private final int lastInode;
  private final Checksum checksum;
  private final ByteBuffer bits = ByteBuffer.allocate(Format.BLOCK);
  private long freeBlocks;

  GroupTable(Layout layout, Checksum checksum) {
    geometry = layout.geometry;
    next = layout.next;
    lastInode = layout.inventory.last();
    this.checksum = checksum;
    int[] directories = new int[geometry.groups];
    for (Inode inode : layout.inventory.inodes) {
      if (inode.isDirectory()) {
        directories[(inode.number - 1) / geometry.inodesPerGroup]++;
      }
    }
    descriptors = new byte[geometry.descriptorBlocks * Format.BLOCK];
    ByteBuffer out = ByteBuffer.wrap(descriptors).order(ByteOrder.LITTLE_ENDIAN);
    for (int group = 0; group < geometry.groups; group++) {
      describe(group, directories[group], out, group * Format.DESCRIPTOR);
    }
  }

  private void describe(int group, int directories, ByteBuffer out, int at) {
    int used = usedInodes(group);
    int unused = geometry.inodesPerGroup - used;
    int flags = TABLE_ZEROED;
    long free = geometry.end(group) - Geometry.start(group);
    int blockSum = 0;
    int inodeSum = 0;
    if (hasBlockBitmap(group)) {
      byte[] bitmap = blockBitmap(group);
      free = zeroBits(bitmap);
      blockSum = checksum.start().add(bitmap, 0, Format.BLOCK).value();
    } else {
      flags |= BLOCKS_UNUSED;
      free -= superblockBlocks(group);
    }
    if (used > 0) {
      inodeSum = checksum.start().add(inodeBitmap(group), 0, geometry.inodesPerGroup / 8).value();
    } else {
      flags |= INODES_UNUSED;
    }
    freeBlocks += free;
    split(out, at, geometry.blockBitmaps[group], at + 0x20);
    split(out, at + 4, geometry.inodeBitmaps[group], at + 0x24);
    split(out, at + 8, geometry.inodeTables[group], at + 0x28);
    out.putShort(at + 0x0C, (short) free);
    out.putShort(at + 0x0E, (short) unused);
    out.putShort(at + 0x10, (short) directories);
    out.putShort(at + 0x12, (short) flags);
    out.putShort(at + 0x18, (short) blockSum);
    out.putShort(at + 0x38, (short) (blockSum >>> 16));
    out.putShort(at + 0x1A, (short) inodeSum);
    out.putShort(at + 0x3A, (short) (inodeSum >>> 16));
    out.putShort(at + 0x1C, (short) unused);
    int sum = checksum.start().add32(group).add(descriptors, at, Format.DESCRIPTOR).value();
    out.putShort(at + 0x1E, (short) sum);
  }

  private static void split(ByteBuffer out, int low, long value, int high) {
    out.putInt(low, (int) value);
    out.putInt(high, (int) (value >>> 32));
  }

  private int superblockBlocks(int group) {
    return Geometry.hasSuperblock(group)
        ? 1 + geometry.descriptorBlocks + geometry.reservedBlocks
        : 0;
  }

  /** How many of a group's inodes are in use; these are its first. */
  int usedInodes(int group) {
    long before = (long) group * geometry.inodesPerGroup;
    return Math.clamp(lastInode - before, 0, geometry.inodesPerGroup);
  }

  /** Whether a group's block bitmap is on the volume. */
  boolean hasBlockBitmap(int group) {
    if (Geometry.start(group) < next || group == geometry.groups - 1) {
      return true;
    }
    for (int i = firstIn(group); i < geometry.fixed.size(); i++) {
      Stretch stretch = geometry.fixed.get(i);
      if (stretch.start() >= geometry.end(group)) {
        return false;
      }
      if (stretch.kind() != Stretch.Kind.SUPERBLOCK) {
        return true;
      }
    }
    return false;
  }

  /** Writes a group's block bitmap; the array is used again. */
  byte[] blockBitmap(int group) {
    byte[] bitmap = bits.array();
    Arrays.fill(bitmap, (byte) 0);
    long start = Geometry.start(group);
    long end = geometry.end(group);
    set(bitmap, 0, Math.clamp(next - start, 0, Format.GROUP));
    for (int i = firstIn(group); i < geometry.fixed.size(); i++) {
      Stretch stretch = geometry.fixed.get(i);
      if (stretch.start() >= end) {
        break;
      }
      set(
          bitmap,
          (int) Math.max(0, stretch.start() - start),
          (int) Math.min(end, stretch.end()) - (int) start);
    }
    set(bitmap, (int) (end - start), Format.GROUP);
    return bitmap;
  }

  /** Writes a group's inode bitmap; the array is used again. */
  byte[] inodeBitmap(int group) {
    byte[] bitmap = bits.array();
    Arrays.fill(bitmap, (byte) 0);
    set(bitmap, 0, usedInodes(group));
    set(bitmap, geometry.inodesPerGroup, Format.GROUP);
    return bitmap;
  }

  /** The first stretch that ends within a group or after it. */
  private int firstIn(int group) {
    long start = Geometry.start(group);
    int low = 0;
    int high = geometry.fixed.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (geometry.fixed.get(middle).end() > start) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static void set(byte[] bitmap, int from, int to) {
    int at = from;
    while (at < to && at % 8 != 0) {
      bitmap[at / 8] |= (byte) (1 << (at % 8));
      at++;
    }
    if (at < to) {
      Arrays.fill(bitmap, at / 8, to / 8, (byte) 0xFF);
      for (at = Math.max(at, to / 8 * 8); at < to; at++) {
        bitmap[at / 8] |= (byte) (1 << (at % 8));
      }
    }
  }

  private static int zeroBits(byte[] bitmap) {
    ByteBuffer words = ByteBuffer.wrap(bitmap);
    int ones = 0;
    while (words.hasRemaining()) {
      ones += Long.bitCount(words.getLong());
    }
    return bitmap.length * 8 - ones;
  }

  long freeBlocks() {
    return freeBlocks;
  }
}
