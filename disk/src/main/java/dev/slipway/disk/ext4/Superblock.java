package dev.slipway.disk.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The superblock's 1024 bytes, for each of its copies. */
final class Superblock {
  static final int SIZE = 1024;

  private static final int HAS_JOURNAL = 0x4;
  private static final int COMPATIBLE = 0x8 | 0x10 | 0x20; // ext_attr, resize_inode, dir_index
  private static final int INCOMPATIBLE =
      0x2 | 0x40 | 0x80 | 0x200; // filetype extent 64bit flex_bg
  // sparse_super, large_file, huge_file, dir_nlink, extra_isize, metadata_csum
  private static final int READ_ONLY_COMPATIBLE = 0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x400;

  private static final int VALID = 1;
  private static final int USER_ATTRIBUTES_AND_ACL = 0x4 | 0x8;
  private static final int SIGNED_HASH = 1;
  private static final int RESERVED_PERCENT = 5;

  private final ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
  private final Checksum checksum;

  Superblock(Ext4Options options, Layout layout, GroupTable table, Checksum checksum) {
    this.checksum = checksum;
    counts(layout, table.freeBlocks());
    state(options.time());
    out.putInt(0x5C, COMPATIBLE | (layout.journal == null ? 0 : HAS_JOURNAL));
    out.putInt(0x60, INCOMPATIBLE);
    out.putInt(0x64, READ_ONLY_COMPATIBLE);
    out.put(0x68, Uuids.bytes(options.uuid()));
    out.put(0x78, options.label().getBytes(StandardCharsets.UTF_8));
    out.putShort(0xCE, (short) layout.geometry.reservedBlocks);
    out.put(0xEC, Uuids.bytes(options.uuid())); // the hashes' seed
    out.put(0xFC, (byte) 1); // half MD4
    out.putShort(0xFE, (short) Format.DESCRIPTOR);
    out.putInt(0x100, USER_ATTRIBUTES_AND_ACL);
    out.putShort(0x15C, (short) (Format.INODE_FIXED - 128));
    out.putShort(0x15E, (short) (Format.INODE_FIXED - 128));
    out.putInt(0x160, SIGNED_HASH);
    out.put(0x174, (byte) Integer.numberOfTrailingZeros(Format.FLEX));
    out.put(0x175, (byte) 1); // CRC-32C
    out.putInt(0x248, (int) layout.geometry.overhead());
    if (layout.journal != null) {
      journal(layout.journal);
    }
  }

  private void counts(Layout layout, long freeBlocks) {
    Geometry geometry = layout.geometry;
    long reserved = geometry.blocks * RESERVED_PERCENT / 100;
    out.putInt(0x00, (int) geometry.inodes());
    out.putInt(0x04, (int) geometry.blocks);
    out.putInt(0x08, (int) reserved);
    out.putInt(0x0C, (int) freeBlocks);
    out.putInt(0x10, (int) (geometry.inodes() - layout.inventory.last()));
    out.putInt(0x150, (int) (geometry.blocks >>> 32));
    out.putInt(0x154, (int) (reserved >>> 32));
    out.putInt(0x158, (int) (freeBlocks >>> 32));
    out.putInt(0x18, 2); // blocks of 1024 << 2 bytes
    out.putInt(0x1C, 2);
    out.putInt(0x20, Format.GROUP);
    out.putInt(0x24, Format.GROUP);
    out.putInt(0x28, geometry.inodesPerGroup);
    out.putInt(0x54, Format.FIRST_INODE);
    out.putShort(0x58, (short) Format.INODE);
  }

  private void state(long time) {
    time(0x30, 0x274, time); // last written
    time(0x40, 0x277, time); // last checked
    time(0x108, 0x276, time); // made
    out.putShort(0x36, (short) -1); // no check after so many mounts
    out.putShort(0x38, (short) 0xEF53);
    out.putShort(0x3C, (short) 1); // go on after errors
    out.putInt(0x4C, 1); // dynamic revision
  }

  private void time(int low, int high, long time) {
    out.putInt(low, (int) time);
    out.put(high, (byte) (time >>> 32));
  }

  /** Notes the journal, with a copy of where it is. */
  private void journal(Inode journal) {
    out.putInt(0xE0, journal.number);
    out.put(0xFD, (byte) 1);
    if (journal.tree != null) {
      journal.tree.encodeRoot(out, 0x10C);
    }
    out.putInt(0x10C + 60, (int) (journal.size() >>> 32));
    out.putInt(0x10C + 64, (int) journal.size());
  }

  /**
   * The bytes of a group's copy; the array is used again. As mke2fs has it, copies are not valid.
   */
  byte[] encode(int group) {
    out.putShort(0x3A, (short) (group == 0 ? VALID : 0));
    out.putShort(0x5A, (short) group);
    out.putInt(0x3FC, checksum.plain().add(out.array(), 0, 0x3FC).value());
    return out.array();
  }
}
